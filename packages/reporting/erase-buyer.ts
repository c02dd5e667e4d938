import type { EpochStore, FactStore } from "./reporting-store.ts";

/**
 * Turns a buyer's pseudonym into the common identity in all facts that have not left. Facts that left have none. A
 * fact that is being recorded at this moment may be missed, so an eraser repeats it once the
 * buyer's orders say nothing any more.
 * @returns how many facts forgot it
 */
export async function eraseBuyer(
  store: Pick<FactStore, "directory" | "erase"> & Pick<EpochStore, "epochs">,
  identity: string,
) {
  let erased = 0;
  for (const { number } of await store.epochs()) {
    const { slots } = await store.directory(number);
    erased += await store.erase(number, [...slots.keys()], identity);
  }
  return erased;
}
