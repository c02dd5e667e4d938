import { type Instant, millisecondsOf } from "#kernel/time";
import {
  type CentralLink,
  type Epoch,
  type EpochStep,
  epochMemorySeconds,
  epochNoticeSeconds,
  nextEpochStep,
} from "./epoch.ts";
import type { EpochStore } from "./reporting-store.ts";

type Epochs = Pick<EpochStore, "epochs" | "take">;

/** Opens or closes an epoch when the deployment's link changed. Only the one function that the clock starts may call it:
 *  while a deployment rolls out, others may still run with the link of before.
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

/**
 * The market's epochs for those who ask of each event in which it happened, read at most once a second. The very first
 * to ask begins the first epoch, since nothing can have happened before.
 */
export function epochReader(store: Epochs, link: CentralLink, clock: () => Instant): () => Promise<readonly Epoch[]> {
  let known: { readonly at: number; readonly epochs: Promise<readonly Epoch[]> } | undefined;
  async function read(): Promise<readonly Epoch[]> {
    const epochs = await store.epochs();
    if (epochs.length > 0) return epochs;
    await keepEpoch(store, link, clock());
    return store.epochs();
  }
  return () => {
    const at = millisecondsOf(clock());
    if (known && at - known.at < 1_000 * epochMemorySeconds) return known.epochs;
    const epochs = read();
    known = { at, epochs };
    epochs.catch(() => {
      known = undefined;
    });
    return epochs;
  };
}
