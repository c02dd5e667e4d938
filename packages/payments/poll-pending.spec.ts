import { expect, test, vi } from "vitest";
import { newId } from "#kernel/ids";
import { type Instant, plusSeconds } from "#kernel/time";
import { orderIds } from "#ordering/contracts/ids";
import { log } from "#platform/log";
import type { DuePayment, PaymentStore } from "./payment-store.ts";
import { pollPending } from "./poll-pending.ts";

const now = "2026-01-10T12:00:00.000Z" as Instant;

/** Payments that have been due for so many seconds each, until they were asked for. */
function waitingPayments(seconds: readonly number[], fails: (due: DuePayment) => boolean = () => false) {
  const due = new Set(
    seconds.map((late): DuePayment => ({ orderId: newId(orderIds), since: plusSeconds(now, -late) })),
  );
  const busy = { now: 0, most: 0 };
  const payments: Pick<PaymentStore, "findDue"> = {
    findDue: async (_, limit) => [...due].sort((left, right) => (left.since < right.since ? -1 : 1)).slice(0, limit),
  };
  const poll = async (one: DuePayment) => {
    busy.now += 1;
    busy.most = Math.max(busy.most, busy.now);
    await new Promise((resolve) => setImmediate(resolve));
    busy.now -= 1;
    if (fails(one)) throw new Error("the table does not answer");
    return due.delete(one);
  };
  return { due, busy, run: () => pollPending(payments, poll, now) };
}

test("what came due in a busy minute is asked for in the next one", async () => {
  const { due, busy, run } = waitingPayments(Array.from({ length: 1_000 }, (_, index) => index % 60));
  expect(await run()).toEqual({ due: 1_000, asked: 1_000, failed: 0, lagSeconds: 59 });
  expect(due.size).toBe(0);
  // three looks of 400 at a silent provider, a second and a half each, end within a run's 55 seconds
  expect(((3 * 400) / busy.most) * 1.5).toBeLessThan(55);
});

test("what fails stays due, is told once a run and holds up nothing else", async () => {
  vi.spyOn(log, "error").mockImplementation(() => undefined);
  const { due, run } = waitingPayments(
    Array.from({ length: 450 }, (_, index) => index),
    ({ since }) => since === plusSeconds(now, -449),
  );
  expect(await run()).toEqual({ due: 400, asked: 399, failed: 1, lagSeconds: 449 });
  expect(await run()).toEqual({ due: 51, asked: 50, failed: 1, lagSeconds: 449 });
  vi.restoreAllMocks();
  expect(due.size).toBe(1);
});
