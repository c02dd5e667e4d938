import { type Instant, millisecondsOf } from "#kernel/time";
import { type CentralLink, epochMemorySeconds, nextEpochStep } from "./epoch.ts";
import type { EpochStore } from "./epoch-store.ts";

type Epochs = Pick<EpochStore, "epochs" | "take">;

/** Opens or closes an epoch when the deployment's link changed. Only the one function that the clock starts may call
 *  it: while a deployment rolls out, others may still run with the link of before. The boundary lies a moment ahead. */
export async function keepEpoch(store: Epochs, link: CentralLink, now: Instant): Promise<void> {
  const step = nextEpochStep(await store.epochs(), link, now);
  if (step) await store.take(step);
}

/**
 * `keepEpoch`, which answers once the newest boundary lies behind, whoever drew it: a run a moment before may have, and who
 * changed the deployment goes on when this answers.
 */
export async function keepEpochAndWait(store: Epochs, link: CentralLink, now: Instant): Promise<void> {
  await keepEpoch(store, link, now);
  const last = (await store.epochs()).at(-1);
  const boundary = last?.closedAt ?? last?.openedAt ?? now;
  if (boundary <= now) return;
  // readers may rely for a while on what they read before
  const milliseconds = millisecondsOf(boundary) - millisecondsOf(now) + 1_000 * epochMemorySeconds;
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
}
