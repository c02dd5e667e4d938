import { describe, expect, test } from "vitest";
import type { Minor } from "#kernel/money";
import { type Instant, plusSeconds } from "#kernel/time";
import { market } from "#markets/definitions/br";
import type { LineId, OrderId } from "#ordering/contracts/ids";
import { balances, readBooks } from "./books.ts";
import { calendarOf } from "./calendar.ts";
import { epochReader, keepEpoch } from "./keep-epoch.ts";
import type { OrderRead } from "./order-port.ts";
import { factRecorder } from "./record-facts.ts";
import { ledgerKeeper, orderRecorder } from "./record-order.ts";
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
    totals: { goods: 600 as Minor, shipping: 50 as Minor, total: 650 as Minor },
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
  const recorder = orderRecorder({
    readOrder,
    epochs,
    record: factRecorder(store, 600, clock),
    calendar,
    key: async () => "key",
  });
  const keeper = ledgerKeeper({ readOrder, epochs, ledger: store });
  const wait = (seconds: number) => {
    now = plusSeconds(now, seconds);
  };
  return { store, recorder, keeper, wait, clock };
}

describe("a confirmed order", () => {
  test("becomes facts of its own hour, without the lines that were cancelled before", async () => {
    const { store, recorder } = setUp();
    await recorder.sold({ orderId }, confirmedAt);
    const facts = [...store.contents.facts.values()];
    expect(
      facts.map(({ kind, slot, category, measures, arrivedIn }) => ({ kind, slot, category, measures, arrivedIn })),
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

  test("told twice counts once, in facts and in the ledger, and the two agree", async () => {
    const { store, recorder, keeper } = setUp();
    for (let time = 0; time < 2; time++) {
      await recorder.sold({ orderId }, confirmedAt);
      await keeper.sold({ orderId });
    }
    const books = await readBooks(store);
    expect(books[0]?.ledger).toEqual({ sale: { orders: 1, goods: 500 }, shipping: { amount: 50 } });
    expect(books.every(balances)).toBe(true);
  });

  test("does not balance while only one of the two has heard of it", async () => {
    const { store, keeper } = setUp();
    await keeper.sold({ orderId });
    expect((await readBooks(store)).every(balances)).toBe(false);
  });

  test("that does not say so itself is asked for again", () => {
    const { confirmedAt: _, ...order } = read.order;
    return expect(setUp({ ...read, order }).recorder.sold({ orderId }, confirmedAt)).rejects.toThrow("does not say so");
  });
});

test("a cancelled order is a fact of its own; the ledger takes its goods from the money no longer owed", async () => {
  const { store, recorder, keeper } = setUp();
  const gone = { orderId, eventId: "evt_1", lineIds: ["l2", "l3"], whole: true, amount: 550 as Minor, at: confirmedAt };
  await recorder.sold({ orderId }, confirmedAt);
  await keeper.sold({ orderId });
  await recorder.cancelled(gone, confirmedAt);
  await keeper.cancelled(gone);
  const books = await readBooks(store);
  expect(books[0]?.ledger).toMatchObject({ sale: { orders: 1, goods: 500 }, cancellation: { orders: 1, goods: 500 } });
  expect(books.every(balances)).toBe(true);
});

test("what is sold while the market is detached has neither epoch nor pseudonym", async () => {
  const { store, recorder, keeper, clock, wait } = setUp();
  await keepEpoch(store, "detached", clock());
  wait(60);
  await recorder.sold({ orderId }, clock());
  await keeper.sold({ orderId });
  expect([...store.contents.facts.values()].map(({ epoch, identity }) => [epoch, identity])).toEqual([
    [undefined, "nobody"],
    [undefined, "nobody"],
  ]);
  expect(await readBooks(store)).toEqual([]);
});

test("what is ordered while the market is detached and paid once it is attached never crosses", async () => {
  const paidAt = plusSeconds(confirmedAt, 120);
  const { store, recorder, keeper, clock, wait } = setUp({ ...read, order: { ...read.order, confirmedAt: paidAt } });
  await keepEpoch(store, "attached", plusSeconds(clock(), -3_600));
  await keepEpoch(store, "detached", plusSeconds(clock(), -1_800));
  await keepEpoch(store, "attached", plusSeconds(clock(), 60));
  wait(120);
  await recorder.sold({ orderId }, clock());
  await keeper.sold({ orderId });
  expect([...store.contents.facts.values()].map(({ epoch }) => epoch)).toEqual([undefined, undefined]);
  expect((await readBooks(store)).map(({ ledger }) => ledger)).toEqual([{}, {}]);
});

test("a slot is touched again only when a quarter of the grace time has passed, and before its facts", async () => {
  const { store, clock, wait } = setUp();
  const told: string[] = [];
  const record = factRecorder(
    {
      touch: async (_, slot, at) => void told.push(`touch ${slot} ${at.slice(11, 19)}`),
      record: async ({ id }) => {
        told.push(`record ${id}`);
        return "recorded";
      },
    },
    600,
    clock,
  );
  const fact = {
    kind: "shipping",
    slot: "s",
    channel: "live",
    category: "toys",
    measures: {},
    identity: "a",
    arrivedIn: "",
  } as const;
  await record([{ ...fact, id: "1" }], 1);
  wait(149);
  await record([{ ...fact, id: "2" }], 1);
  wait(1);
  await record([{ ...fact, id: "3" }], 1);
  expect(told).toEqual(["touch s 12:00:00", "record 1", "record 2", "touch s 12:02:30", "record 3"]);
  expect(store.contents.facts.size).toBe(0);
});
