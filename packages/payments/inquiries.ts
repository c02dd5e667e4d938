import { type Instant, millisecondsOf } from "#kernel/time";
import { errorFields, log } from "#platform/log";
import type { PaymentDesk } from "./payment-desk.ts";
import type { Due, PaymentStore } from "./payment-store.ts";

/** One look finds so many due payments, and so many of them are asked for at a time: while the provider is silent each
 *  takes a second and a half, and all looks of a run must end within its minute. */
const perLook = 400;
const looksPerRun = 3;
const atOnce = 64;

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
  const counts = { due: 0, asked: 0, failed: 0 };
  let lagSeconds = 0;
  for (let look = 0; look < looksPerRun; look++) {
    const due = await store.findDue(now, perLook);
    if (look === 0 && due[0]) lagSeconds = Math.floor((millisecondsOf(now) - millisecondsOf(due[0].since)) / 1_000);
    counts.due += due.length;
    const waiting = [...due];
    const ask = async (): Promise<void> => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const outcome = await wake(desk, next, now);
        if (outcome !== "nothing") counts[outcome] += 1;
      }
    };
    await Promise.all(Array.from({ length: atOnce }, ask));
    // what failed would only be found again
    if (due.length < perLook || counts.failed > 0) break;
  }
  return { ...counts, lagSeconds };
}

async function wake(desk: PaymentDesk, due: Due, now: Instant): Promise<"asked" | "failed" | "nothing"> {
  try {
    return (await desk.wake(due, now)) ? "asked" : "nothing";
  } catch (error) {
    log.error("a payment could not be asked for", { orderId: due.orderId, ...errorFields(error) });
    return "failed";
  }
}
