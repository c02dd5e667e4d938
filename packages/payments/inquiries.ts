import { type Instant, millisecondsOf } from "#kernel/time";
import { errorFields, log } from "#platform/log";
import type { PaymentDesk } from "./payment-desk.ts";
import type { Due, PaymentStore } from "./payment-store.ts";

/** One run looks at so many due payments, so many of them at a time. */
const perRun = 400;
const atOnce = 8;

/** What a run found: due entries, those asked for or renewed, and those that failed and stay due. */
export type Inquired = {
  readonly due: number;
  readonly asked: number;
  readonly failed: number;
  readonly lagSeconds: number;
};

/** Asks for every attempt whose end is due to be known, and renews promises that end soon. What fails stays due, and
 *  holds up nothing else. */
export async function inquireDue(store: PaymentStore, desk: PaymentDesk, now: Instant): Promise<Inquired> {
  const due = await store.findDue(now, perRun);
  const lagSeconds = due[0] ? Math.floor((millisecondsOf(now) - millisecondsOf(due[0].since)) / 1_000) : 0;
  const waiting = [...due];
  const counts = { asked: 0, failed: 0 };
  const ask = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const outcome = await wake(desk, next, now);
      if (outcome !== "nothing") counts[outcome] += 1;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, ask));
  return { due: due.length, ...counts, lagSeconds };
}

async function wake(desk: PaymentDesk, due: Due, now: Instant): Promise<"asked" | "failed" | "nothing"> {
  try {
    return (await desk.wake(due, now)) ? "asked" : "nothing";
  } catch (error) {
    log.error("a payment could not be asked for", { orderId: due.orderId, ...errorFields(error) });
    return "failed";
  }
}
