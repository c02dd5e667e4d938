import { describe, expect, test } from "vitest";
import type { Minor } from "#kernel/money";
import { type Instant, plusSeconds } from "#kernel/time";
import * as market from "#markets/definitions/br/index";
import type { LineId, OrderId } from "#ordering/contracts/ids";
import { calendarOf } from "./calendar.ts";
import { enterControlTotals } from "./enter-control-totals.ts";
import { epochReader } from "./epoch-reader.ts";
import { keepEpoch } from "./keep-epoch.ts";
import type { OrderRead } from "./order-observations.ts";
import { reconcileEpochs } from "./reconcile-epochs.ts";
import { isBalanced } from "./reconciliation.ts";
import { recordObservations, storeObservations } from "./record-observations.ts";
import { memoryReportingStore } from "./testing/memory-reporting-store.ts";

const orderId = "ord_1" as OrderId;
const confirmedAt = "2026-03-01T12:00:00.000Z" as Instant;
const line = (lineId: LineId, category: string, unitPrice: number) => ({
  lineId,
  category,
  quantity: 1,
  unitPrice: unitPrice as Minor,
});
const read: OrderRead = {
  order: {
    id: orderId,
    channel: "live",
    placedAt: "2017-12-01T02:30:00.000Z" as Instant, // half past midnight in São Paulo, in summer
    recordedAt: confirmedAt,
    totals: { goods: 600 as Minor, shipping: 50 as Minor },
    confirmedAt,
    withdrawnLines: ["l1"],
  },
  lines: [line("l1", "toys", 100), line("l2", "home", 200), line("l3", "home", 300)],
  buyer: { id: "b-1" },
};

function setUp(order: OrderRead | undefined = read) {
  let now = confirmedAt;
  const clock = () => now;
  const store = memoryReportingStore(clock);
  const epochs = epochReader(store, "attached", clock);
  const readOrder = async () => order;
  const calendar = calendarOf(market, { windowSeconds: 3_600 });
  const recording = recordObservations({
    readOrder,
    epochs,
    store: storeObservations(store, 600, clock),
    calendar,
    key: async () => "key",
  });
  const totals = enterControlTotals({ readOrder, epochs, totals: store });
  const wait = (seconds: number) => {
    now = plusSeconds(now, seconds);
  };
  return { store, recording, totals, wait, clock };
}

describe("a confirmed order", () => {
  test("becomes observations of its own hour, without the lines that were cancelled before", async () => {
    const { store, recording } = setUp();
    await recording.confirmed({ orderId }, confirmedAt);
    const observations = [...store.contents.observations.values()];
    expect(
      observations.map(({ kind, slot, category, measures, arrivedIn }) => ({
        kind,
        slot,
        category,
        measures,
        arrivedIn,
      })),
    ).toEqual([
      {
        kind: "sale",
        slot: "2017-12-01T00",
        category: "home",
        measures: { orders: 1, units: 2, goods: 500 },
        arrivedIn: "2026-03",
      },
      { kind: "shipping", slot: "2017-12-01T00", category: "home", measures: { amount: 50 }, arrivedIn: "2026-03" },
    ]);
  });

  test("told twice counts once, in observations and in the control totals, and the two agree", async () => {
    const { store, recording, totals } = setUp();
    for (let time = 0; time < 2; time++) {
      await recording.confirmed({ orderId }, confirmedAt);
      await totals.confirmed({ orderId });
    }
    const reconciled = await reconcileEpochs(store);
    expect(reconciled[0]?.controlTotals).toEqual({ sale: { orders: 1, goods: 500 }, shipping: { amount: 50 } });
    expect(reconciled.every(isBalanced)).toBe(true);
  });

  test("does not balance while only one of the two has heard of it", async () => {
    const { store, totals } = setUp();
    await totals.confirmed({ orderId });
    expect((await reconcileEpochs(store)).every(isBalanced)).toBe(false);
  });

  test("that does not say so itself is asked for again", () => {
    const { confirmedAt: _, ...order } = read.order;
    return expect(setUp({ ...read, order }).recording.confirmed({ orderId }, confirmedAt)).rejects.toThrow(
      "does not say so",
    );
  });
});

test("a cancelled order is an observation of its own; the control totals take its goods from the money no longer owed", async () => {
  const { store, recording, totals } = setUp();
  const gone = {
    orderId,
    eventId: "evt_1",
    lines: ["l2", "l3"].map((lineId) => ({ lineId, quantity: 1 })),
    whole: true,
    confirmed: true,
    shares: [{ goods: 500 as Minor }],
    at: confirmedAt,
  };
  await recording.confirmed({ orderId }, confirmedAt);
  await totals.confirmed({ orderId });
  await recording.cancelled(gone, confirmedAt);
  await totals.cancelled(gone);
  const reconciled = await reconcileEpochs(store);
  expect(reconciled[0]?.controlTotals).toMatchObject({
    sale: { orders: 1, goods: 500 },
    cancellation: { orders: 1, goods: 500 },
  });
  expect(reconciled.every(isBalanced)).toBe(true);
});

test("units are counted apart from the rest of their line: those that were never sold, and those that went afterwards", async () => {
  const order = { ...read.order, totals: { goods: 1_200, shipping: 50 } as OrderRead["order"]["totals"] };
  const lines = [
    { ...line("l1", "toys", 100), quantity: 3 },
    { ...line("l2", "home", 300), quantity: 3 },
  ];
  const { store, recording, totals } = setUp({
    ...read,
    order: { ...order, withdrawnLines: [], withdrawnUnits: { l1: 2 } },
    lines,
  });
  const gone = (eventId: string, lineId: LineId, quantity: number, goods: number, whole: boolean) => ({
    ...{
      orderId,
      eventId,
      lines: [{ lineId, quantity }],
      whole,
      confirmed: true,
      shares: [{ goods: goods as Minor }],
      at: confirmedAt,
    },
  });
  await recording.confirmed({ orderId }, confirmedAt);
  await totals.confirmed({ orderId });
  const sold = { sale: { orders: 1, goods: 1_000 } };
  expect((await reconcileEpochs(store))[0]?.controlTotals).toMatchObject(sold);
  for (const one of [
    gone("evt_1", "l2", 2, 600, false),
    gone("evt_2", "l2", 1, 300, false),
    gone("evt_3", "l1", 1, 100, true),
  ]) {
    await recording.cancelled(one, confirmedAt);
    await totals.cancelled(one);
    expect((await reconcileEpochs(store)).every(isBalanced)).toBe(true);
  }
  expect((await reconcileEpochs(store))[0]?.controlTotals).toMatchObject({
    ...sold,
    cancellation: { orders: 1, goods: 1_000 },
  });
  const counted = [...store.contents.observations.values()].map(({ kind, category, measures }) => [
    kind,
    category,
    measures,
  ]);
  expect(counted).toEqual([
    ["sale", "toys", { orders: 1, units: 1, goods: 100 }],
    ["sale", "home", { orders: 0, units: 3, goods: 900 }],
    ["shipping", "toys", { amount: 50 }],
    ["cancellation", "home", { orders: 0, units: 2, goods: 600 }],
    ["cancellation", "home", { orders: 0, units: 1, goods: 300 }],
    ["cancellation", "toys", { orders: 1, units: 1, goods: 100 }],
  ]);
});

test("what is sold while the market is detached has neither epoch nor pseudonym", async () => {
  const { store, recording, totals, clock, wait } = setUp();
  await keepEpoch(store, "detached", clock());
  wait(60);
  await recording.confirmed({ orderId }, clock());
  await totals.confirmed({ orderId });
  expect([...store.contents.observations.values()].map(({ epoch, identity }) => [epoch, identity])).toEqual([
    [undefined, "anonymous"],
    [undefined, "anonymous"],
  ]);
  expect(await reconcileEpochs(store)).toEqual([]);
});

test("what is ordered while the market is detached and paid once it is attached never crosses", async () => {
  const paidAt = plusSeconds(confirmedAt, 120);
  const { store, recording, totals, clock, wait } = setUp({ ...read, order: { ...read.order, confirmedAt: paidAt } });
  await keepEpoch(store, "attached", plusSeconds(clock(), -3_600));
  await keepEpoch(store, "detached", plusSeconds(clock(), -1_800));
  await keepEpoch(store, "attached", plusSeconds(clock(), 60));
  wait(120);
  await recording.confirmed({ orderId }, clock());
  await totals.confirmed({ orderId });
  expect([...store.contents.observations.values()].map(({ epoch }) => epoch)).toEqual([undefined, undefined]);
  expect((await reconcileEpochs(store)).map(({ controlTotals }) => controlTotals)).toEqual([{}, {}]);
});

test("a slot is touched again only when a quarter of the grace time has passed, and before its observations", async () => {
  const { store, clock, wait } = setUp();
  const calls: string[] = [];
  const record = storeObservations(
    {
      touch: async (_, slot, at) => void calls.push(`touch ${slot} ${at.slice(11, 19)}`),
      record: async ({ id }) => {
        calls.push(`record ${id}`);
        return "recorded";
      },
    },
    600,
    clock,
  );
  const observation = {
    kind: "shipping",
    slot: "s",
    channel: "live",
    category: "toys",
    measures: {},
    identity: "a",
    arrivedIn: "",
  } as const;
  await record([{ ...observation, id: "1" }], 1);
  wait(149);
  await record([{ ...observation, id: "2" }], 1);
  wait(1);
  await record([{ ...observation, id: "3" }], 1);
  expect(calls).toEqual(["touch s 12:00:00", "record 1", "record 2", "touch s 12:02:30", "record 3"]);
  expect(store.contents.observations.size).toBe(0);
});
