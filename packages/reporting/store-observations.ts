import { type Instant, millisecondsOf } from "#kernel/time";
import type { Observation } from "./observation.ts";
import type { ObservationStore } from "./observation-store.ts";

/** Slots remembered at most; forgetting one costs a write. */
const remembered = 10_000;

/**
 * Records observations and tells the writer where to look. A slot is touched when the last touch of this process is a
 * quarter of the grace time old: before the observations, so that none lies where nobody looks, and after them if time
 * went by, so that what is written is never older than its slot's last arrival by more than that quarter.
 * @param clock reads the time
 */
export function storeObservations(
  store: Pick<ObservationStore, "record" | "touch">,
  graceSeconds: number,
  clock: () => Instant,
) {
  const touched = new Map<string, number>();
  async function touch(epoch: number, slot: string): Promise<void> {
    const name = `${epoch}#${slot}`;
    const at = clock();
    if (millisecondsOf(at) - (touched.get(name) ?? Number.NEGATIVE_INFINITY) < 250 * graceSeconds) return;
    await store.touch(epoch, slot, at);
    if (touched.size >= remembered) touched.clear();
    touched.set(name, millisecondsOf(at));
  }
  /** @param epoch `undefined` for observations that never cross */
  return async (observations: readonly Observation[], epoch: number | undefined): Promise<void> => {
    const slots = epoch === undefined ? [] : [...new Set(observations.map(({ slot }) => slot))];
    for (const slot of slots) await touch(epoch as number, slot);
    await Promise.all(observations.map((observation) => store.record(observation, epoch)));
    for (const slot of slots) await touch(epoch as number, slot);
  };
}
