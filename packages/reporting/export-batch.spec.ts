import { describe, expect, test } from "vitest";
import type { DomainEvent } from "#kernel/event";
import { type Instant, plusSeconds } from "#kernel/time";
import type { Batch } from "./batch.ts";
import { batchData, exportBatch, sendBatches } from "./export-batch.ts";
import { isResendDue, resendBatches } from "./resend-batches.ts";
import { memoryReportingStore } from "./testing/memory-reporting-store.ts";

const sender = { code: "xx", currency: { code: "EUR" } };
const now = "2026-03-01T12:00:00.000Z" as Instant;
const cell = {
  kind: "sale",
  level: "day",
  period: "2026-02-28",
  channel: "live",
  category: "toys",
  measures: { orders: 12, units: 14, goods: 19_900 },
  buyers: 12,
} as const;
const batchOf = (sequence: number, committedAt = now): Batch => ({ epoch: 1, sequence, committedAt, cells: [cell] });

describe("a batch that crosses", () => {
  test("says what its contract declares", () =>
    expect(batchData(sender, batchOf(1))).toEqual({
      market: "xx",
      currency: "EUR",
      epoch: 1,
      sequence: 1,
      cells: [cell],
    }));

  test.each([
    ["a field that nobody declared", { ...cell, buyerIds: ["b-1"] }],
    ["a channel that is free text", { ...cell, channel: "Ann's stream" }],
    ["a measure of another kind", { ...cell, measures: { ...cell.measures, amount: 5 } }],
  ])("does not with %s", (_, odd) =>
    expect(() => batchData(sender, { ...batchOf(1), cells: [odd as typeof cell] })).toThrow(),
  );

  test("fails loudly when the other side did not take it", () =>
    expect(sendBatches(async () => new Set(), sender, [batchOf(1)])).rejects.toThrow("did not take 1 of 1"));
});

test("what is unacknowledged is sent again 2, 4, 8 … 64 minutes old, then every hour", () => {
  const minutes = Array.from({ length: 300 }, (_, minute) => minute).filter((minute) =>
    isResendDue(plusSeconds(now, -60 * minute - 7), now, 60),
  );
  expect(minutes).toEqual([2, 4, 8, 16, 32, 64, 124, 184, 244]);
});

test("each round tells how many batches there are, and sends the oldest that are due", async () => {
  const store = memoryReportingStore(() => now);
  await store.take({ step: "open", number: 1, at: now });
  const epoch = store.contents.epochs.get(1);
  if (epoch) store.contents.epochs.set(1, { ...epoch, lastSequence: 3, acknowledgedThrough: 1 });
  for (const sequence of [1, 2, 3])
    store.contents.batches.set(`1/${sequence}`, batchOf(sequence, plusSeconds(now, sequence === 3 ? -10 : -125)));
  const sent: DomainEvent[] = [];
  const send = async (events: readonly DomainEvent[]) => {
    sent.push(...events);
    return new Set(events.map(({ id }) => id));
  };
  expect(await resendBatches(store, { send, sender, now, everySeconds: 60 })).toEqual({ resent: 1, lagSeconds: 125 });
  expect(sent.map(({ type, subject }) => [type, subject])).toEqual([
    ["archipelago.reporting.written-through.v1", "xx/1"],
    ["archipelago.reporting.batch.v1", "xx/1/2"],
  ]);
});

test("a batch that was announced and is not there is announced again, and nothing is sent", async () => {
  const send = async () => Promise.reject(new Error("nothing is to be sent"));
  const store = memoryReportingStore(() => now);
  await expect(exportBatch(store, { epoch: 1, sequence: 1 }, { send, sender })).rejects.toThrow("that is not there");
});
