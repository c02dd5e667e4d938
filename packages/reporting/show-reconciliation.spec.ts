import { expect, test } from "vitest";
import { type Instant, plusSeconds } from "#kernel/time";
import * as market from "#markets/definitions/us/index";
import type { Cell } from "./cell.ts";
import { showPublished } from "./show-published.ts";
import { showReconciliation } from "./show-reconciliation.ts";
import { memoryReportingStore } from "./testing/memory-reporting-store.ts";

const beginning = "2026-03-01T12:00:00.000Z" as Instant;

/** Asks for sales that never balance, since an order has no observations, of a market in which a reading takes so
 *  long. */
async function readingsWhenEachTakes(seconds: number): Promise<number> {
  let now = beginning;
  const clock = () => now;
  const store = memoryReportingStore(clock);
  await store.take({ step: "open", number: 1, at: beginning });
  await store.enter({ epoch: 1, orderId: "ord_1", cause: "sale", sums: { sale: { orders: 1, goods: 5 } } });
  let readings = 0;
  const slow: typeof store = {
    ...store,
    epochs: async () => {
      readings++;
      now = plusSeconds(now, seconds);
      return store.epochs();
    },
  };
  const { body } = await showReconciliation(slow, market, clock);
  expect(body).toMatchObject({ balanced: false, epochs: [{ ledger: { sale: { orders: 1 } } }] });
  return readings;
}

test("sales that do not balance are read again, in case the moment was a bad one", async () =>
  expect(await readingsWhenEachTakes(0)).toBe(3));

test("sales that take long to read are shown as they are: an answer that comes too late is none", async () => {
  expect(await readingsWhenEachTakes(10)).toBe(2);
  expect(await readingsWhenEachTakes(20)).toBe(1);
});

test("full batches are shown a few at a time, each once: all at once would be more than an answer takes", async () => {
  const cell: Cell = {
    kind: "cancellation",
    level: "hour",
    period: "2026-03-01T12",
    channel: "creator-link",
    category: "electronics",
    buyers: 11,
    measures: { orders: 11, units: 1_234, goods: 123_456_789 },
  };
  const batches = Array.from({ length: 100 }, (_, at) => ({
    epoch: 1,
    sequence: at + 1,
    committedAt: beginning,
    cells: Array.from({ length: 500 }, () => cell),
  }));
  const store = {
    async *batchesFrom(_: number, from: number) {
      yield batches.filter(({ sequence }) => sequence >= from);
    },
  };
  const seen: number[] = [];
  let after: string | undefined;
  do {
    const { body } = (await showPublished(store, market, { epoch: 1, limit: 100, after })) as { body: Page };
    expect(JSON.stringify(body).length).toBeLessThan(4_500_000);
    seen.push(...body.items.map(({ sequence }) => sequence));
    after = body.next ?? undefined;
  } while (after !== undefined);
  expect(seen).toEqual(batches.map(({ sequence }) => sequence));
});
type Page = { readonly items: readonly { readonly sequence: number }[]; readonly next: string | null };
