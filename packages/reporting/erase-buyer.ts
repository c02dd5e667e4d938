import type { EpochStore } from "./epoch-store.ts";
import type { ObservationStore } from "./observation-store.ts";

/**
 * Turns a buyer's pseudonym into the common identity in all observations that have not left. Observations that left
 * have none. An observation that is being recorded at this moment may be missed, so an eraser repeats it once the
 * buyer's orders say nothing any more.
 * @param identity the pseudonym, as `pseudonymOf` makes it
 * @returns how many observations forgot it
 */
export async function eraseBuyer(
  store: Pick<ObservationStore, "windowIndex" | "erase"> & Pick<EpochStore, "epochs">,
  identity: string,
) {
  let erased = 0;
  for (const { number } of await store.epochs()) {
    const { slots } = await store.windowIndex(number);
    erased += await store.erase(number, [...slots.keys()], identity);
  }
  return erased;
}
