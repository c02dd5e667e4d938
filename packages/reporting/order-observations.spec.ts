import { describe, expect, test } from "vitest";
import type { Minor } from "#kernel/money";
import type { Instant } from "#kernel/time";
import type { LineId } from "#ordering/contracts/ids";
import { observationsOfCancellation, observationsOfSale, type SoldOrder } from "./order-observations.ts";

const line = (lineId: LineId, category: string, quantity: number, unitPrice: number) => ({
  lineId,
  category,
  quantity,
  unitPrice: unitPrice as Minor,
});
const order: SoldOrder = {
  id: "ord_1",
  channel: "live",
  placedAt: "2026-01-01T10:00:00.000Z" as Instant,
  recordedAt: "2026-01-01T10:00:00.000Z" as Instant,
  confirmedAt: "2026-01-01T10:00:05.000Z" as Instant,
  lines: [line("l1", "toys", 2, 500), line("l2", "home", 1, 1_999), line("l3", "toys", 1, 100)],
  shipping: 450 as Minor,
  buyer: { id: "b-1" },
};
const circumstances = { slot: "2026-01-01T10", identity: "someone", arrivedIn: "2026-01" };
const countsOf = (observations: ReturnType<typeof observationsOfSale>) =>
  observations.map(({ kind, category, measures }) => [kind, category, measures]);

describe("a sale", () => {
  test("is one observation per category, the order counting once where its first line is, and one for its shipping", () =>
    expect(countsOf(observationsOfSale(order, circumstances))).toEqual([
      ["sale", "toys", { orders: 1, units: 3, goods: 1_100 }],
      ["sale", "home", { orders: 0, units: 1, goods: 1_999 }],
      ["shipping", "toys", { amount: 450 }],
    ]));
  test("without shipping has no observation for it", () =>
    expect(
      countsOf(observationsOfSale({ ...order, shipping: 0 as Minor }, circumstances)).map(([kind]) => kind),
    ).toEqual(["sale", "sale"]));
  test("has the same observations whenever it is told", () =>
    expect(observationsOfSale(order, circumstances)).toEqual(observationsOfSale(order, circumstances)));
  test("has observations whose ids name no order", () =>
    expect(observationsOfSale(order, circumstances).map(({ id }) => id)).not.toContain("ord_1"));
});

describe("a cancellation", () => {
  const cancel = (eventId: string, lineIds: LineId[], whole: boolean) => {
    const lines = order.lines.filter(({ lineId }) => lineIds.includes(lineId));
    return observationsOfCancellation(order, { eventId, lines, whole }, circumstances);
  };
  test("of some lines counts their units and goods, and no order", () =>
    expect(countsOf(cancel("evt_1", ["l2"], false))).toEqual([
      ["cancellation", "home", { orders: 0, units: 1, goods: 1_999 }],
    ]));
  test("of some units of a line counts these and their goods", () => {
    const lines = [{ lineId: "l1", quantity: 1 }];
    const gone = observationsOfCancellation(order, { eventId: "evt_1", lines, whole: false }, circumstances);
    expect(countsOf(gone)).toEqual([["cancellation", "toys", { orders: 0, units: 1, goods: 500 }]]);
  });
  test("of all that was left counts the order, in the category in which it was sold", () =>
    expect(countsOf(cancel("evt_2", ["l2"], true))).toEqual([
      ["cancellation", "toys", { orders: 1, units: 0, goods: 0 }],
      ["cancellation", "home", { orders: 0, units: 1, goods: 1_999 }],
    ]));
  test("is another observation than an earlier one of the same category", () =>
    expect(cancel("evt_1", ["l1"], false)[0]?.id).not.toBe(cancel("evt_2", ["l3"], false)[0]?.id));
});
