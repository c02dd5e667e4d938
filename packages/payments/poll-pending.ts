import pMap from "p-map";
import { type Instant, millisecondsOf } from "#kernel/time";
import { errorFields, log } from "#platform/log";
import type { DuePayment, PaymentStore } from "./payment-store.ts";

/** One look finds so many due payments, and so many of them are polled at a time: while the provider is silent each takes
 *  a second and a half, and all looks of a run must end within its minute. */
const perLook = 400;
const looksPerRun = 3;
const atOnce = 64;

/** What a run found: due entries, those polled or reauthorised, and those that failed and stay due. `lagSeconds`: how long
 *  the oldest had been due. */
export type Polled = {
  readonly due: number;
  readonly asked: number;
  readonly failed: number;
  readonly lagSeconds: number;
};

/**
 * Polls every payment that is due. What fails stays due, is logged, and holds up nothing else.
 * @param poll answers whether there was anything to do
 */
export async function pollPending(
  payments: Pick<PaymentStore, "findDue">,
  poll: (due: DuePayment) => Promise<boolean>,
  now: Instant,
): Promise<Polled> {
  const counts = { due: 0, asked: 0, failed: 0 };
  let lagSeconds = 0;
  for (let look = 0; look < looksPerRun; look++) {
    const due = await payments.findDue(now, perLook);
    if (look === 0 && due[0]) lagSeconds = Math.floor((millisecondsOf(now) - millisecondsOf(due[0].since)) / 1_000);
    const outcomes = await pMap(due, (one) => outcomeOf(poll, one), { concurrency: atOnce });
    counts.due += due.length;
    for (const outcome of outcomes) if (outcome !== "nothing") counts[outcome] += 1;
    // what failed would only be found again
    if (due.length < perLook || counts.failed > 0) break;
  }
  return { ...counts, lagSeconds };
}

async function outcomeOf(
  poll: (due: DuePayment) => Promise<boolean>,
  due: DuePayment,
): Promise<"asked" | "failed" | "nothing"> {
  try {
    return (await poll(due)) ? "asked" : "nothing";
  } catch (error) {
    log.error("a payment could not be polled", { orderId: due.orderId, ...errorFields(error) });
    return "failed";
  }
}
