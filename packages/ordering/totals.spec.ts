import fc from "fast-check";
import { expect, test } from "vitest";
import { add, minor, subtract, sum } from "#kernel/money";
import { amountOf, sharesAtConfirmation } from "./amounts-due.ts";
import { cancel } from "./cancellation-decisions.ts";
import type { LineId } from "./contracts/ids.ts";
import type { Order, Totals } from "./order.ts";
import type { OrderEvent } from "./order-event.ts";
import { confirm, lapse } from "./payment-decisions.ts";
import { confirmedOrder, having, heldOrder, later, line, noon, threeLines } from "./spec-orders.ts";
import { totalsFor, totalsOf } from "./totals.ts";

const sellers = ["ada", "bob", "cy"];
const aStory = fc.record({
  lines: fc
    .array(
      fc.record({
        sellerId: fc.constantFrom(...sellers),
        unitPrice: fc.integer({ min: 0, max: 5_000 }).map(minor),
        quantity: fc.integer({ min: 1, max: 4 }),
        off: fc.constantFrom(0, 7, 33, 100),
      }),
      { minLength: 1, maxLength: 6 },
    )
    .map((some) =>
      some.map(({ off, ...one }, at) => {
        const discount = minor(Math.floor((one.quantity * one.unitPrice * off) / 100));
        return line(at + 1, { ...one, ...(discount > 0 ? { discount } : {}) });
      }),
    ),
  shipping: fc.integer({ min: 0, max: 3_000 }).map(minor),
  confirmedAfter: fc.nat(8),
  cancellations: fc.array(fc.record({ line: fc.nat(5), quantity: fc.integer({ min: 1, max: 4 }) }), { maxLength: 8 }),
});
type Story = typeof aStory extends fc.Arbitrary<infer One> ? One : never;

/** Units are cancelled one after another, before and after the money is there. */
function play({ lines, shipping, confirmedAfter, cancellations }: Story) {
  let order: Order = { ...heldOrder(lines), totals: totalsOf(lines, shipping) };
  const happened: OrderEvent[] = [];
  const take = (decision: ReturnType<typeof cancel>) => {
    order = having(order, decision);
    if (decision.outcome === "accepted") happened.push(...decision.events);
  };
  for (const [turn, { line: at, quantity }] of cancellations.entries()) {
    if (turn === confirmedAfter) take(confirm(order, lines, noon));
    const lineId: LineId = lines[at]?.lineId ?? "l1";
    take(cancel(order, lines, { lines: [{ lineId, quantity }], reason: "no", cause: "buyer", at: noon }));
  }
  return { order, lines, happened };
}
const nothing = totalsOf([], minor(0));
const added = (all: readonly Totals[]): Totals =>
  all.reduce(
    (all, one) =>
      Object.fromEntries(
        Object.entries(all).map(([name, some]) => [name, add(some, one[name as keyof Totals])]),
      ) as Totals,
    nothing,
  );

test("what the sellers of an order see adds up to the order, as it was placed and as it is now", () =>
  fc.assert(
    fc.property(aStory, (story) => {
      const { order, lines } = play(story);
      const slices = [...new Set(lines.map(({ sellerId }) => sellerId))].map((id) =>
        totalsFor(order, lines, new Set([id])),
      );
      const whole = totalsFor(order, lines, undefined);
      expect(added(slices.map(({ placed }) => placed))).toEqual(order.totals);
      expect(added(slices.map(({ current }) => current))).toEqual(whole.current);
      expect(totalsFor(order, lines, new Set(sellers))).toEqual({ placed: order.totals, current: whole.current });
    }),
  ));

test("an order comes to what it was placed for less all that events say is no longer owed", () =>
  fc.assert(
    fc.property(aStory, (story) => {
      const { order, lines, happened } = play(story);
      const freed = happened.map((event) => (event.type === "lines-cancelled" ? event.amount : minor(0)));
      const { current } = totalsFor(order, lines, undefined);
      expect(current.total).toBe(subtract(order.totals.total, sum(freed)));
      if (order.status === "held") expect(current.total).toBe(amountOf(sharesAtConfirmation(order, lines)));
    }),
  ));

test("a seller's part of the shipping is the one that the market was told of it", () => {
  const { current } = totalsFor(confirmedOrder(), threeLines, new Set(["ada"]));
  const [ada] = sharesAtConfirmation(confirmedOrder(), threeLines);
  expect([current.goods, current.shipping, current.total]).toEqual([ada?.goods, ada?.shipping, ada?.amount]);
});

test("an order that lapsed comes to nothing", () => {
  const order = having(heldOrder(), lapse(heldOrder(), later));
  expect(totalsFor(order, threeLines, undefined)).toEqual({ placed: order.totals, current: nothing });
  expect(totalsFor(order, threeLines, new Set(["bob"])).current).toEqual(nothing);
});
