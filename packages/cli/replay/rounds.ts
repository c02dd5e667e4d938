import type { Reading } from "./reading.ts";

/**
 * An id that comes again is asked for again only when the one before it is settled: the first line of an id is in the
 * first round, the second in the second. What is no order is in the first.
 * @returns how many lines each round has; at least one round
 */
export async function rounds(lines: AsyncIterable<Reading>): Promise<readonly number[]> {
  const sizes = [0];
  for await (const [round] of numbered(lines)) sizes[round - 1] = (sizes[round - 1] ?? 0) + 1;
  return sizes;
}

/** The lines of one round, from 1. */
export async function* inRound(lines: AsyncIterable<Reading>, round: number): AsyncGenerator<Reading> {
  for await (const [of, line] of numbered(lines)) if (of === round) yield line;
}

async function* numbered(lines: AsyncIterable<Reading>): AsyncGenerator<readonly [round: number, line: Reading]> {
  const seen = new Map<string, number>();
  for await (const line of lines) {
    const { reading } = line;
    if (reading.outcome === "rejected") {
      yield [1, line];
      continue;
    }
    const round = (seen.get(reading.externalId) ?? 0) + 1;
    seen.set(reading.externalId, round);
    yield [round, line];
  }
}
