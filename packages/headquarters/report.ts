import { weekOf } from "#kernel/calendar-week";
import { quotient } from "./conversion.ts";
import { type Exchange, exchangesInto } from "./exchange.ts";
import { type Hours, hoursOf, isWithin, overlaps } from "./periods.ts";
import type { Rate } from "./rates.ts";
import { labelsIn, placeOf } from "./report-labels.ts";
import { addTo, noLines, shown, totalsOf } from "./report-lines.ts";
import type { Making } from "./report-notes.ts";
import type { ReportQuestion } from "./report-question.ts";
import type { ReportItem } from "./report-view.ts";
import { type Span, type Sum, spans } from "./rollup.ts";

/** A report's figures. What lies only partly in the time asked for is apart: nobody can say how much of it does. */
export type Report = {
  readonly items: readonly ReportItem[];
  /** What all items come to, a line a currency: the same however they are split, since each figure is rounded once. */
  readonly totals: readonly ReportItem[];
  readonly partly: readonly ReportItem[];
  /** The rates that were used. */
  readonly rates: readonly Rate[];
  readonly made: Making;
};

/** The hours asked for; `undefined` without a beginning and an end. */
function hoursAsked({ from, to }: ReportQuestion): Hours | undefined {
  if (from === undefined && to === undefined) return undefined;
  return { first: from ? hoursOf(from).first : "0000", last: to ? hoursOf(to).last : "9999" };
}

/** Which sums a report is made of, with their first and last period. Hours are read one by one only where asked for. */
export function sumsAsked(question: ReportQuestion): readonly { span: Span; range?: { from: string; to: string } }[] {
  const { from, to, by } = question;
  const single = by.includes("hour") || [from, to].some((end) => end?.includes("T"));
  const hours = hoursAsked(question);
  return spans
    .filter((span) => span !== (single ? "hour-by-day" : "hour"))
    .map((span) =>
      hours && span !== "undated"
        ? { span, range: { from: periodAt(hours.first, span), to: periodAt(hours.last, span) } }
        : { span },
    );
}

function periodAt(hour: string, span: Span): string {
  if (hour.length < 13) return hour; // an open end
  if (span === "hour") return hour;
  if (span === "hour-by-day" || span === "day") return hour.slice(0, 10);
  return span === "week" ? weekOf(hour.slice(0, 10)) : hour.slice(0, 7);
}

/** Lines that a report may have. One that has more is of no use to anybody, and is not made to its end. */
const mostLines = 10_000;
/** Whether it has so many lines that it is not shown. */
export const isTooLong = ({ items, partly }: Pick<Report, "items" | "partly">): boolean =>
  items.length + partly.length > mostLines;

const itself = quotient(1n, 1n);
const noNames = (): Set<string> => new Set();

/**
 * Makes a report of sums. Amounts are added exactly and rounded once, half to even.
 * @param sums those that `sumsAsked` names, of all markets
 * @param table the rates there are
 * @returns lines that may be too many to show: ask `isTooLong`
 */
export function reportOf(sums: readonly Sum[], question: ReportQuestion, table: readonly Rate[]): Report {
  const hours = hoursAsked(question);
  const exchanges = question.currency === undefined ? undefined : exchangesInto(question.currency, table);
  const [items, partly] = [noLines(), noLines()];
  const [inItems, inPartly, meanOfDays, withoutRates] = [noNames(), noNames(), noNames(), noNames()];
  let undatedExchanged = false;
  const rates = new Set<Rate>();
  for (const sum of sums) {
    const whole = !hours || (sum.span !== "undated" && isWithin(sum.period, hours));
    if (!whole && sum.span !== "undated" && !overlaps(sum.period, hours)) continue;
    const exchange = exchanges?.(sum.currency, sum.period);
    noteRates(sum, exchange);
    // what no rate is known for stays in its own currency: better apart than wrong
    const currency = exchange && question.currency ? question.currency : sum.currency;
    const money = { currency, worth: exchange?.worth ?? itself };
    const labels = labelsIn(sum, question.by);
    (whole ? inItems : inPartly).add(sum.market);
    for (const cell of sum.cells)
      addTo(whole ? items : partly, { labels: whole ? labels(cell) : placeOf(sum, cell), ...money }, cell);
    if (items.size + partly.size > mostLines) break;
  }
  return {
    ...{ items: shown(items), totals: shown(totalsOf(items)), partly: shown(partly) },
    rates: [...rates].sort(byPairAndDate),
    made: {
      ...{ inItems: [...inItems].sort(), inPartly: [...inPartly].sort(), undatedExchanged },
      ...{ meanOfDays: [...meanOfDays].sort(), withoutRates: [...withoutRates].sort() },
    },
  };

  function noteRates({ currency, period }: Sum, exchange: Exchange | undefined): void {
    if (exchanges && !exchange) withoutRates.add(currency);
    for (const rate of exchange?.rates ?? []) rates.add(rate);
    if (exchange?.basis === "mean-of-its-days") meanOfDays.add(period);
    if (exchange?.basis === "newest") undatedExchanged = true;
  }
}

const byPairAndDate = (left: Rate, right: Rate): number =>
  `${left.from}${left.to}${left.date}` < `${right.from}${right.to}${right.date}` ? -1 : 1;
