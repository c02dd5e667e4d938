import { setTimeout as pause } from "node:timers/promises";

/** How long to wait for something, and how often to look: always after the same time, or rarer and rarer. */
export type Patience = { readonly withinSeconds?: number; readonly everyMilliseconds?: number };

/** The first wait, by how much each is longer than the one before, and the longest: what takes its time is not held up
 *  by being looked at. */
const [firstWait, growth, longestWait] = [100, 1.25, 1_000];

/**
 * Looks again and again until what should become true is true: events need a moment, and nobody knows how long.
 * @param look fails, by an assertion or otherwise, as long as it is not so
 * @returns what `look` returned when it no longer failed
 * @throws what `look` failed with last
 */
export async function eventually<Seen>(
  look: () => Promise<Seen> | Seen,
  { withinSeconds = 30, everyMilliseconds }: Patience = {},
): Promise<Seen> {
  const end = performance.now() + withinSeconds * 1_000;
  for (let wait = everyMilliseconds ?? firstWait; ; wait = everyMilliseconds ?? Math.min(wait * growth, longestWait)) {
    try {
      return await look();
    } catch (error) {
      if (performance.now() >= end) throw error;
    }
    await pause(wait);
  }
}

/** Waits until what `look` returns has been the same for a while: everything that was under way has arrived. */
export async function settled<Seen>(
  look: () => Promise<Seen>,
  { withinSeconds = 60, quietSeconds = 2 }: { readonly withinSeconds?: number; readonly quietSeconds?: number } = {},
): Promise<Seen> {
  const end = performance.now() + withinSeconds * 1_000;
  let last = await look();
  let since = performance.now();
  while (performance.now() - since < quietSeconds * 1_000) {
    if (performance.now() >= end) throw new Error(`it still changes after ${withinSeconds} s`);
    await pause(250);
    const next = await look();
    if (JSON.stringify(next) !== JSON.stringify(last)) since = performance.now();
    last = next;
  }
  return last;
}
