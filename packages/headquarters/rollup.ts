import type { BatchData, Cell } from "./batch.ts";

/**
 * What a sum spans: the level of its cells, and `hour-by-day` for the cells of a day's hours together, so that a report
 * over a year reads days and not hours.
 */
export const spans = [
  "hour",
  "hour-by-day",
  "day",
  "week",
  "month",
  "category-other",
  "channel-other",
  "undated",
] as const;
/** One of them. */
export type Span = (typeof spans)[number];

/** The cells of one span and period of a series. Cells of one key are disjoint, so they are added. */
export type SumKey = {
  readonly market: string;
  readonly epoch: number;
  readonly currency: string;
  readonly span: Span;
  /** Empty for what is not dated. */
  readonly period: string;
};
/** Cells of one key, added: measures are counts, and amounts in the minor unit of the sum's currency. */
export type SummedCell = {
  readonly kind: string;
  readonly level: string;
  readonly channel?: string;
  readonly category?: string;
  readonly measures: Readonly<Record<string, number>>;
  /** At least so many buyers: the most of any one cell, since cells may share buyers. */
  readonly buyers: number;
};
/** What is kept: the cells of a key. */
export type Sum = SumKey & { readonly cells: readonly SummedCell[] };

/** What one batch adds to one sum. */
export type Addition = Sum & { readonly sequence: number };

/** What a batch adds, sum by sum, in a fixed order. */
export function additionsOf({ market, epoch, currency, sequence, cells }: BatchData): readonly Addition[] {
  const places = new Map<string, { readonly place: Pick<SumKey, "span" | "period">; readonly cells: SummedCell[] }>();
  for (const cell of cells)
    for (const place of placesOf(cell)) {
      const name = `${place.span}|${place.period}`;
      const known = places.get(name);
      if (known) known.cells.push(summed(cell));
      else places.set(name, { place, cells: [summed(cell)] });
    }
  return [...places.entries()]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([, { place, cells: own }]) => ({ market, epoch, currency, sequence, ...place, cells: addCells([], own) }));
}

function placesOf({ level, period = "" }: Cell): readonly Pick<SumKey, "span" | "period">[] {
  if (level === "undated") return [{ span: level, period: "" }];
  const own = { span: level, period };
  return level === "hour" ? [own, { span: "hour-by-day", period: period.slice(0, 10) }] : [own];
}

const summed = ({ kind, level, channel, category, measures, buyers }: Cell): SummedCell => ({
  kind,
  level,
  ...(channel === undefined ? {} : { channel }),
  ...(category === undefined ? {} : { category }),
  measures: { ...measures },
  buyers,
});

/** Adds cells key by key; keys keep the order in which they came.
 *  @throws RangeError when a measure is no longer exact, beyond ±(2⁵³ − 1) */
export function addCells(left: readonly SummedCell[], right: readonly SummedCell[]): readonly SummedCell[] {
  const cells = new Map(left.map((cell) => [keyOf(cell), cell]));
  for (const cell of right) {
    const known = cells.get(keyOf(cell));
    cells.set(
      keyOf(cell),
      known
        ? {
            ...known,
            measures: addMeasures(known.measures, cell.measures),
            buyers: Math.max(known.buyers, cell.buyers),
          }
        : cell,
    );
  }
  return [...cells.values()];
}

const keyOf = ({ kind, channel = "", category = "" }: SummedCell): string => `${kind}|${channel}|${category}`;

/** @throws RangeError when a sum is no longer exact */
function addMeasures(
  left: Readonly<Record<string, number>>,
  right: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  const sum: Record<string, number> = { ...left };
  for (const [name, value] of Object.entries(right)) {
    sum[name] = (sum[name] ?? 0) + value;
    if (!Number.isSafeInteger(sum[name])) throw new RangeError("a sum is no longer exact");
  }
  return sum;
}
