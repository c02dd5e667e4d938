import { eventIds } from "#kernel/event";
import { newId } from "#kernel/ids";
import { type Instant, millisecondsOf } from "#kernel/time";
import { eventOf } from "#platform/event-envelope";
import type { Batch } from "./batch.ts";
import type { BatchStore } from "./batch-store.ts";
import { writtenThroughV1 } from "./contracts/written-through.v1.ts";
import { type Send, type Sender, sendBatches, sendEvents } from "./export-batch.ts";

/** Unacknowledged batches that are looked at in one run, the oldest: the centre asks for what lies behind them. */
const headLength = 25;

/**
 * Sends again what the centre never acknowledged, and tells it how many batches there are. The centre puts batches in
 * order and asks for what it misses, so only the oldest are sent unasked.
 * @returns how many were sent, and the age of the oldest unacknowledged one
 */
export async function resendBatches(
  store: Pick<BatchStore, "epochs" | "batchesFrom">,
  { send, sender, now, everySeconds }: { send: Send; sender: Sender; now: Instant; everySeconds: number },
): Promise<{ readonly resent: number; readonly lagSeconds: number }> {
  const open = (await store.epochs()).find(({ closedAt, number }) => closedAt === undefined && number > 0);
  if (!open) return { resent: 0, lagSeconds: 0 };
  const head: Batch[] = [];
  for await (const batches of store.batchesFrom(open.number, open.acknowledgedThrough + 1)) {
    head.push(...batches);
    if (head.length >= headLength) break;
  }
  const due = head.slice(0, headLength).filter(({ committedAt }) => isResendDue(committedAt, now, everySeconds));
  await sendEvents(send, [
    eventOf(writtenThroughV1, {
      id: newId(eventIds),
      subject: `${sender.code}/${open.number}`,
      version: open.lastSequence,
      time: now,
      data: { market: sender.code, epoch: open.number, through: open.lastSequence },
    }),
  ]);
  await sendBatches(send, sender, due);
  const oldest = head[0]?.committedAt ?? now;
  return { resent: due.length, lagSeconds: Math.max(0, (millisecondsOf(now) - millisecondsOf(oldest)) / 1_000) };
}

/** Whether one of a batch's turns fell into the time since the last run: 2, 4, 8 … 64 minutes old, then every hour. */
export function isResendDue(committedAt: Instant, now: Instant, everySeconds: number): boolean {
  const age = (millisecondsOf(now) - millisecondsOf(committedAt)) / 1_000;
  const turns = (seconds: number) =>
    seconds < 120
      ? 0
      : Math.min(6, Math.floor(Math.log2(seconds / 60))) + Math.max(0, Math.floor((seconds - 3_840) / 3_600));
  return turns(age) > turns(age - everySeconds);
}
