import type { Instant } from "#kernel/time";
import { type Answer, answer } from "#platform/answer";
import { invalid, type Problem, problem } from "#platform/problem";
import type { BatchStore } from "./batch-store.ts";
import { type Freshness, freshnessOf } from "./freshness.ts";
import { hoursOf } from "./periods.ts";
import { rates } from "./rates.ts";
import { isTooLong, type Report, reportOf, sumsAsked } from "./report.ts";
import type { ReportQuestion } from "./report-question.ts";
import type { Sum } from "./rollup.ts";
import type { RollupStore } from "./rollup-store.ts";
import { byMarket } from "./series.ts";

/** Cells that a report reads at most, some 140 MB of them: more would take its function's memory and the caller's
 *  patience. Who asks for more is asked to be more modest. */
const mostCells = 1_000_000;

/** A report, and how up to date the figures of the attached markets are. */
type SalesReport = Report & Freshness;

/**
 * Reports sales of all markets that ever sold here, made of the kept sums alone.
 * @param attached the markets that may be waited for
 * @returns the problem `invalid` for a time that ends before it begins, and for a report that would be too long
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
  const sums: Sum[] = [];
  let cells = 0;
  async function read(market: string, { span, range }: ReturnType<typeof sumsAsked>[number]): Promise<void> {
    for await (const page of rollups.sums(market, span, range)) {
      cells += page.reduce((all, sum) => all + sum.cells.length, 0);
      if (cells > mostCells) return;
      sums.push(...page);
    }
  }
  for (const asked of sumsAsked(question)) await Promise.all([...series.keys()].map((market) => read(market, asked)));
  if (cells > mostCells) return tooMuch;
  const report = reportOf(sums, question, rates);
  if (isTooLong(report)) return tooMuch;
  return answer(200, { ...report, ...freshnessOf(series, attached, now) });
}

const tooMuch = problem(invalid, "this report would be too long", {
  errors: [
    { pointer: "query:from", detail: "ask for a shorter time" },
    { pointer: "query:by", detail: "or split it by less" },
  ],
});
