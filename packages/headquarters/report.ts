import { weekOf } from "#kernel/calendar-week";
import { converted, decimalOf, type Part, rateOn } from "./conversion.ts";
import { type Hours, hoursOf, isWithin, overlaps } from "./periods.ts";
import type { Rate } from "./rates.ts";
import type { ReportQuestion } from "./report-question.ts";
import type { ReportItem } from "./report-view.ts";
import { type Span, type Sum, type SummedCell, spans } from "./rollup.ts";

/** A report's figures. What lies only partly in the time asked for is apart: nobody can say how much of it does. */
export type Report = {
  readonly items: readonly ReportItem[];
  readonly partly: readonly ReportItem[];
  /** The rates that were used. */
  readonly rates: readonly Rate[];
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

type Labels = Omit<ReportItem, "currency" | "sale" | "cancellation" | "shipping" | "buyersAtLeast">;
type Group = {
  readonly labels: Labels;
  readonly currency: string;
  readonly counts: Record<string, number>;
  readonly amounts: Map<string, Part[]>;
  buyers: number;
};

/** Lines that a report may have. One that has more is of no use to anybody, and is not made to its end. */
const mostLines = 10_000;
export const isTooLong = ({ items, partly }: Report): boolean => items.length + partly.length > mostLines;

/** Makes a report of sums. @param table the rates there are */
export function reportOf(sums: readonly Sum[], question: ReportQuestion, table: readonly Rate[]): Report {
  const hours = hoursAsked(question);
  const used = new Set<Rate>();
  const items = new Map<string, Group>();
  const partly = new Map<string, Group>();
  for (const sum of sums) {
    const whole = !hours || (sum.span !== "undated" && isWithin(sum.period, hours));
    if (!whole && sum.span !== "undated" && !overlaps(sum.period, hours)) continue;
    const pair = { from: sum.currency, to: question.currency ?? sum.currency };
    const rate = pair.from === pair.to ? undefined : rateOn(table, pair, dayOf(sum));
    if (rate) used.add(rate);
    // what no rate is known for stays in its own currency: better apart than wrong
    const currency = rate ? pair.to : sum.currency;
    for (const cell of sum.cells) {
      const labels = whole ? labelsOf(sum, cell, question) : { market: sum.market, ...placeOf(sum, cell) };
      addTo(whole ? items : partly, { labels, currency, rate }, cell);
    }
    if (items.size + partly.size > mostLines) break;
  }
  return { items: listed(items), partly: listed(partly), rates: [...used].sort(byPairAndDate) };
}

/** The day whose rate counts: the first of the period. */
const dayOf = ({ period }: Sum): string | undefined => (period === "" ? undefined : hoursOf(period).first.slice(0, 10));

const placeOf = ({ period }: Sum, { level }: SummedCell) => ({ level, ...(period === "" ? {} : { period }) });

/** How a cell is labelled in a report by these dimensions: by its own values where it has them, else also by its
 *  level. */
function labelsOf(sum: Sum, cell: SummedCell, { by }: ReportQuestion): Labels {
  const isDated = sum.span === "hour" || sum.span === "hour-by-day" || sum.span === "day";
  const exact = {
    market: true,
    date: isDated,
    hour: sum.span === "hour",
    channel: cell.level !== "channel-other" && cell.channel !== undefined,
    category: cell.level !== "channel-other" && cell.level !== "category-other" && cell.category !== undefined,
  };
  const coarse = by.filter((name) => !exact[name]);
  const { level, period } = { period: undefined, ...placeOf(sum, cell) };
  return {
    ...(by.includes("market") ? { market: sum.market } : {}),
    ...(by.includes("date") && exact.date ? { date: sum.period.slice(0, 10) } : {}),
    ...(by.includes("hour") && exact.hour ? { hour: sum.period } : {}),
    ...(by.includes("channel") && cell.channel !== undefined ? { channel: cell.channel } : {}),
    ...(by.includes("category") && cell.category !== undefined ? { category: cell.category } : {}),
    ...(coarse.length > 0 ? { level } : {}),
    ...(period !== undefined && coarse.some((name) => name === "date" || name === "hour") ? { period } : {}),
  };
}

function addTo(
  groups: Map<string, Group>,
  { labels, currency, rate }: { labels: Labels; currency: string; rate: Rate | undefined },
  { kind, measures, buyers }: SummedCell,
): void {
  const name = JSON.stringify([labels, currency]);
  const group: Group = groups.get(name) ?? { labels, currency, counts: {}, amounts: new Map(), buyers: 0 };
  groups.set(name, group);
  group.buyers = Math.max(group.buyers, buyers);
  for (const [measure, value] of Object.entries(measures)) {
    const figure = `${kind}.${measure}`;
    if (measure === "goods" || measure === "amount") addPart(group.amounts, figure, { amount: BigInt(value), rate });
    else group.counts[figure] = (group.counts[figure] ?? 0) + value;
  }
}

/** Adds an amount to what is at the same rate already, so that few parts are left however many cells there are. */
function addPart(amounts: Map<string, Part[]>, figure: string, part: Part): void {
  const parts = amounts.get(figure) ?? [];
  amounts.set(figure, parts);
  const same = parts.findIndex(({ rate }) => rate === part.rate);
  if (same < 0) parts.push(part);
  else parts[same] = { ...part, amount: (parts[same]?.amount ?? 0n) + part.amount };
}

function listed(groups: ReadonlyMap<string, Group>): ReportItem[] {
  return [...groups.entries()]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([, { labels, currency, counts, amounts, buyers }]) => {
      const amount = (figure: string): string => decimalOf(converted(amounts.get(figure) ?? [], currency), currency);
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
    });
}

const byPairAndDate = (left: Rate, right: Rate): number =>
  `${left.from}${left.to}${left.date}` < `${right.from}${right.to}${right.date}` ? -1 : 1;
