import { type Instant, millisecondsOf } from "#kernel/time";
import { errorFields, log } from "#platform/log";
import { type Resumed, type ResumePorts, resumeOrder } from "./resume-order.ts";

/** How many orders came to an end, how many failed and go on waiting, and for how many seconds the oldest of them had
 *  waited. */
export type ResumedOrders = {
  readonly held: number;
  readonly refused: number;
  readonly failed: number;
  readonly lagSeconds: number;
};

/** Takes every large order that waits for stock as far as it goes. Whatever interrupted it, and whenever: it ends held
 *  or refused, and no later than its deadline. One that fails holds up no other. */
export async function resumeWaitingOrders(ports: ResumePorts, now: Instant): Promise<ResumedOrders> {
  const count = { held: 0, refused: 0, failed: 0 };
  let oldest = now;
  for (const id of await ports.store.waiting()) {
    try {
      const { recordedAt = now } = (await ports.orders.findHead(id)) ?? {};
      if (recordedAt < oldest) oldest = recordedAt;
      let step: Resumed;
      do step = await resumeOrder(ports, id, now);
      while (step === "taken");
      if (step !== "idle") count[step] += 1;
    } catch (error) {
      log.error("a large order could not be taken further", { orderId: id, ...errorFields(error) });
      count.failed += 1;
    }
  }
  return { ...count, lagSeconds: Math.floor((millisecondsOf(now) - millisecondsOf(oldest)) / 1000) };
}
