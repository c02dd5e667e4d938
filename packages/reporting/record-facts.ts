import { type Instant, millisecondsOf } from "#kernel/time";
import type { Fact } from "./fact.ts";
import type { FactStore } from "./reporting-store.ts";

/** Slots remembered at most; forgetting one costs a write. */
const remembered = 10_000;

/**
 * Records facts and tells the writer where to look. A slot is touched when the last touch of this process is a quarter
 * of the grace time old: before the facts, so that none lies where nobody looks, and after them if time went by, so that
 * what is written is never older than its slot's last arrival by more than that quarter.
 * @param clock reads the time
 */
export function factRecorder(store: Pick<FactStore, "record" | "touch">, graceSeconds: number, clock: () => Instant) {
  const touched = new Map<string, number>();
  async function touch(epoch: number, slot: string): Promise<void> {
    const name = `${epoch}#${slot}`;
    const at = clock();
    if (millisecondsOf(at) - (touched.get(name) ?? Number.NEGATIVE_INFINITY) < 250 * graceSeconds) return;
    await store.touch(epoch, slot, at);
    if (touched.size >= remembered) touched.clear();
    touched.set(name, millisecondsOf(at));
  }
  /** @param epoch `undefined` for facts that never cross */
  return async (facts: readonly Fact[], epoch: number | undefined): Promise<void> => {
    const slots = epoch === undefined ? [] : [...new Set(facts.map(({ slot }) => slot))];
    for (const slot of slots) await touch(epoch as number, slot);
    await Promise.all(facts.map((fact) => store.record(fact, epoch)));
    for (const slot of slots) await touch(epoch as number, slot);
  };
}
