import type { Instant } from "#kernel/time";
import { type CentralLink, type EpochStep, epochNoticeSeconds, nextEpochStep } from "./epoch.ts";
import type { EpochStore } from "./epoch-store.ts";

type Epochs = Pick<EpochStore, "epochs" | "take">;

/** Opens or closes an epoch when the deployment's link changed. Only the one function that the clock starts may call
 *  it: while a deployment rolls out, others may still run with the link of before.
 *  @returns what was done; its boundary lies a moment ahead */
export async function keepEpoch(store: Epochs, link: CentralLink, now: Instant): Promise<EpochStep | undefined> {
  const step = nextEpochStep(await store.epochs(), link, now);
  if (step) await store.take(step);
  return step;
}

/** `keepEpoch`, which answers once its boundary lies behind: whoever changed the deployment may go on then. */
export async function keepEpochAndWait(store: Epochs, link: CentralLink, now: Instant): Promise<void> {
  const step = await keepEpoch(store, link, now);
  if (!step || step.step === "begin-detached" || step.at < now) return;
  await new Promise((resolve) => setTimeout(resolve, 1_000 * (epochNoticeSeconds + 1)));
}
