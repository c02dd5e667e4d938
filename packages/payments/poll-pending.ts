import { type Instant, millisecondsOf } from "#kernel/time";
import { errorFields, log } from "#platform/log";
import type { PaymentService } from "./payment-service.ts";
import type { Due, PaymentStore } from "./payment-store.ts";

/** One look finds so many due payments, and so many of them are asked for at a time: while the provider is silent each
 *  takes a second and a half, and all looks of a run must end within its minute. */
const perLook = 400;
const looksPerRun = 3;
const atOnce = 64;

/** What a run found: due entries, those polled or reauthorised, and those that failed and stay due. */
export type Polled = {
  readonly due: number;
  readonly asked: number;
  readonly failed: number;
  readonly lagSeconds: number;
};

/** Polls every operation whose end is due to be known, and asks anew for authorisations that end soon. What fails stays due, and
 *  holds up nothing else. */
export async function pollPending(store: PaymentStore, service: PaymentService, now: Instant): Promise<Polled> {
  const counts = { due: 0, asked: 0, failed: 0 };
  let lagSeconds = 0;
  for (let look = 0; look < looksPerRun; look++) {
    const due = await store.findDue(now, perLook);
    if (look === 0 && due[0]) lagSeconds = Math.floor((millisecondsOf(now) - millisecondsOf(due[0].since)) / 1_000);
    counts.due += due.length;
    const waiting = [...due];
    const ask = async (): Promise<void> => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const outcome = await poll(service, next, now);
        if (outcome !== "nothing") counts[outcome] += 1;
      }
    };
    await Promise.all(Array.from({ length: atOnce }, ask));
    // what failed would only be found again
    if (due.length < perLook || counts.failed > 0) break;
  }
  return { ...counts, lagSeconds };
}

async function poll(service: PaymentService, due: Due, now: Instant): Promise<"asked" | "failed" | "nothing"> {
  try {
    return (await service.poll(due, now)) ? "asked" : "nothing";
  } catch (error) {
    log.error("a payment could not be asked for", { orderId: due.orderId, ...errorFields(error) });
    return "failed";
  }
}
