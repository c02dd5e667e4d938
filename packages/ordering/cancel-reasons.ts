import type { LineId } from "./contracts/ids.ts";

/** What somebody wrote of why lines, or units of them, were cancelled. It may name people. */
export type LineReason = { readonly reason: string; readonly lineIds: readonly LineId[] };
/** All that is kept of it, of each line the last word. */
export type LineReasons = readonly LineReason[];

/** What the reasons of an order may take together, in bytes of UTF-8: they lie in one item, beside the buyer. */
export const mostReasonBytes = 128 * 1024;

/**
 * The reasons with those of a further cancellation: of each line the last word counts.
 * @param given what is said of each line now; `undefined` where the whole order's reason says it
 */
export function withReasons(before: LineReasons, given: ReadonlyMap<LineId, string | undefined>): LineReasons {
  const byReason = new Map(
    before.map(({ reason, lineIds }) => [reason, lineIds.filter((lineId) => !given.has(lineId))] as const),
  );
  for (const [lineId, reason] of given)
    if (reason !== undefined) byReason.set(reason, [...(byReason.get(reason) ?? []), lineId]);
  return [...byReason].flatMap(([reason, lineIds]) => (lineIds.length > 0 ? [{ reason, lineIds }] : []));
}

/** What they take. */
export const reasonBytes = (reasons: LineReasons): number => Buffer.byteLength(JSON.stringify(reasons));

/** The reason of each line that has one. */
export const reasonsByLine = (reasons: LineReasons): ReadonlyMap<LineId, string> =>
  new Map(reasons.flatMap(({ reason, lineIds }) => lineIds.map((lineId) => [lineId, reason] as const)));
