import { converted, decimalOf, type Quotient } from "./conversion.ts";
import type { Labels } from "./report-labels.ts";
import type { ReportItem } from "./report-view.ts";
import type { SummedCell } from "./rollup.ts";

type Line = {
  readonly labels: Labels;
  readonly currency: string;
  readonly counts: Record<string, number>;
  /** By figure: what was added, by what it is worth, so that little is left however many cells there are. */
  readonly amounts: Map<string, Map<Quotient, bigint>>;
  buyers: number;
};

/** Lines of a report while they are added up: exact, until they are shown. */
export type Lines = ReadonlyMap<string, Line>;
export const noLines = (): Map<string, Line> => new Map();

/** Adds a cell to the line of its labels and currency. @param worth of a minor unit of the cell in that currency */
export function addTo(
  lines: Map<string, Line>,
  { labels, currency, worth }: { readonly labels: Labels; readonly currency: string; readonly worth: Quotient },
  { kind, measures, buyers }: SummedCell,
): void {
  const line = lineIn(lines, labels, currency);
  line.buyers = Math.max(line.buyers, buyers);
  for (const [measure, value] of Object.entries(measures)) {
    const figure = `${kind}.${measure}`;
    if (measure === "goods" || measure === "amount") addAmount(line, figure, worth, BigInt(value));
    else addCount(line, figure, value);
  }
}

/** What lines come to, one line a currency, as exact as they are. */
export function totalsOf(lines: Lines): Lines {
  const totals = noLines();
  for (const { currency, counts, amounts, buyers } of lines.values()) {
    const total = lineIn(totals, {}, currency);
    total.buyers = Math.max(total.buyers, buyers);
    for (const [figure, count] of Object.entries(counts)) addCount(total, figure, count);
    for (const [figure, parts] of amounts) for (const [worth, amount] of parts) addAmount(total, figure, worth, amount);
  }
  return totals;
}

function lineIn(lines: Map<string, Line>, labels: Labels, currency: string): Line {
  const name = JSON.stringify([labels, currency]);
  const line: Line = lines.get(name) ?? { labels, currency, counts: {}, amounts: new Map(), buyers: 0 };
  lines.set(name, line);
  return line;
}

function addCount({ counts }: Line, figure: string, count: number): void {
  counts[figure] = (counts[figure] ?? 0) + count;
}

function addAmount({ amounts }: Line, figure: string, worth: Quotient, amount: bigint): void {
  const parts = amounts.get(figure) ?? new Map<Quotient, bigint>();
  amounts.set(figure, parts.set(worth, (parts.get(worth) ?? 0n) + amount));
}

/** The lines as they are shown, each figure rounded once. */
export const shown = (lines: Lines): readonly ReportItem[] =>
  [...lines.entries()].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, line]) => itemOf(line));

function itemOf({ labels, currency, counts, amounts, buyers }: Line): ReportItem {
  const amount = (figure: string): string => {
    const parts = [...(amounts.get(figure) ?? [])].map(([worth, each]) => ({ amount: each, worth }));
    return decimalOf(converted(parts), currency);
  };
  const goods = (kind: string) => ({
    orders: counts[`${kind}.orders`] ?? 0,
    units: counts[`${kind}.units`] ?? 0,
    goods: amount(`${kind}.goods`),
  });
  return {
    ...labels,
    currency,
    sale: goods("sale"),
    cancellation: goods("cancellation"),
    shipping: amount("shipping.amount"),
    buyersAtLeast: buyers,
  };
}
