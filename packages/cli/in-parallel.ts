/**
 * Works on items with a fixed number of workers, each taking the next item when it is done with one.
 * @param items taken as they are needed, so an endless or slow source is fine
 * @throws the first error; work that has begun is finished before, nothing new is begun after
 */
export async function inParallel<Item>(
  items: Iterable<Item> | AsyncIterable<Item>,
  workers: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const source = Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
  const failures: unknown[] = [];
  const worker = async () => {
    while (failures.length === 0) {
      try {
        const next = await source.next();
        if (next.done) return;
        await work(next.value);
      } catch (error) {
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: workers }, worker));
  if (failures.length > 0) {
    await source.return?.();
    throw failures[0];
  }
}
