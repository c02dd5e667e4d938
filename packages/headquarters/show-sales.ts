import type { Instant } from "#kernel/time";
import { type Answer, answer } from "#platform/answer";
import { invalid, type Problem, problem } from "#platform/problem";
import type { BatchStore } from "./batch-store.ts";
import { type Freshness, freshnessOf } from "./freshness.ts";
import { hoursOf } from "./periods.ts";
import { rates } from "./rates.ts";
import { isTooLong, type Report, reportOf, sumsAsked } from "./report.ts";
import { notesOf, type ReportNote } from "./report-notes.ts";
import type { ReportQuestion } from "./report-question.ts";
import type { Sum } from "./rollup.ts";
import type { RollupStore } from "./rollup-store.ts";
import { byMarket } from "./series.ts";

/** Cells that a report reads at most, some 140 MB of them: more would take its function's memory and the caller's
 *  patience. Who asks for more is asked to be more modest. */
const mostCells = 1_000_000;

/** A report, what is to be said of it, and how up to date the figures of its attached markets are. */
type SalesReport = Omit<Report, "made"> & Freshness & { readonly notes: readonly ReportNote[] };

/**
 * Reports sales of the markets that ever sold here, made of the kept sums alone.
 * @param attached the markets that may be waited for
 * @returns the problem `invalid` for a time that ends before it begins, for a market that nobody knows, and for a report
 *   that would be too long
 */
export async function showSales(
  { batches, rollups }: { readonly batches: Pick<BatchStore, "allSeries">; readonly rollups: RollupStore },
  question: ReportQuestion,
  { attached, now }: { readonly attached: readonly string[]; readonly now: Instant },
): Promise<Answer<200, SalesReport> | Problem<"invalid">> {
  if (question.from && question.to && hoursOf(question.from).first > hoursOf(question.to).last)
    return problem(invalid, "the report would end before it begins", {
      errors: [{ pointer: "query:to", detail: "must not be before from" }],
    });
  const series = byMarket(await batches.allSeries());
  const known = [...new Set([...attached, ...series.keys()])].sort();
  const unknown = question.market?.filter((market) => !known.includes(market)) ?? [];
  if (unknown.length > 0)
    return problem(invalid, "the centre does not know every market that was asked for", {
      errors: unknown.map((market) => ({
        pointer: "query:market",
        detail: `${market} is not attached, and was never heard of`,
      })),
    });
  const markets = known.filter((market) => question.market?.includes(market) ?? true);
  const sums = await sumsOf(rollups, question, markets);
  if (!sums) return tooMuch;
  const { made, ...report } = reportOf(sums, question, rates);
  if (isTooLong(report)) return tooMuch;
  const waitedFor = markets.filter((market) => attached.includes(market));
  const freshness = freshnessOf(series, waitedFor, now);
  const notes = notesOf(made, { markets, attached: waitedFor, freshness });
  return answer(200, { ...report, notes, ...freshness });
}

/** The sums of some markets that a report is made of. @returns `undefined` when they hold too many cells */
async function sumsOf(
  rollups: RollupStore,
  question: ReportQuestion,
  markets: readonly string[],
): Promise<readonly Sum[] | undefined> {
  const sums: Sum[] = [];
  let cells = 0;
  async function read(market: string, { span, range }: ReturnType<typeof sumsAsked>[number]): Promise<void> {
    for await (const page of rollups.sums(market, span, range)) {
      cells += page.reduce((all, sum) => all + sum.cells.length, 0);
      if (cells > mostCells) return;
      sums.push(...page);
    }
  }
  for (const asked of sumsAsked(question)) await Promise.all(markets.map((market) => read(market, asked)));
  return cells > mostCells ? undefined : sums;
}

const tooMuch = problem(invalid, "this report would be too long", {
  errors: [
    { pointer: "query:from", detail: "ask for a shorter time" },
    { pointer: "query:by", detail: "or split it by less" },
  ],
});
