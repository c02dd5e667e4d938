/** Does something to each of many things, some at once. */
export async function forEachOf<Thing>(
  things: readonly Thing[],
  atOnce: number,
  act: (thing: Thing) => Promise<unknown>,
): Promise<void> {
  const waiting = things.values();
  const worker = async () => {
    for (const thing of waiting) await act(thing);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, things.length) }, worker));
}
