import { type Instant, millisecondsOf } from "#kernel/time";
import { type CentralLink, type Epoch, epochMemorySeconds } from "./epoch.ts";
import type { EpochStore } from "./epoch-store.ts";
import { keepEpoch } from "./keep-epoch.ts";

/**
 * The market's epochs for those who ask of each event in which it happened, read at most once a second. The very first
 * to ask begins the first epoch, since nothing can have happened before.
 * @param link whether this deployment of the market knows of the centre
 * @returns reads the epochs, oldest first
 */
export function epochReader(
  store: Pick<EpochStore, "epochs" | "take">,
  link: CentralLink,
  clock: () => Instant,
): () => Promise<readonly Epoch[]> {
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
