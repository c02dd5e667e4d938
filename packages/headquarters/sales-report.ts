import type { Instant } from "#kernel/time";
import { type Problem, problem } from "#platform/problem";
import type { BatchStore } from "./batch-store.ts";
import { hoursOf } from "./periods.ts";
import { rates } from "./rates.ts";
import { type Report, reportOf, sumsAsked } from "./report.ts";
import type { ReportQuestion } from "./report-question.ts";
import type { RollupStore, Sum } from "./rollup.ts";
import { byMarket, lagSeconds } from "./series.ts";

/** A report reads and answers no more than this; who asks for more is asked to be more modest. */
const mostSums = 20_000;
const mostItems = 10_000;

/** Reports sales of all markets, or why not. */
export async function reportSales(
  { batches, rollups }: { readonly batches: Pick<BatchStore, "allSeries">; readonly rollups: RollupStore },
  question: ReportQuestion,
  now: Instant,
): Promise<(Report & { readonly lag: Readonly<Record<string, number>> }) | Problem<"invalid">> {
  if (question.from && question.to && hoursOf(question.from).first > hoursOf(question.to).last)
    return problem("invalid", "the report would end before it begins", {
      errors: [{ pointer: "query:to", detail: "must not be before from" }],
    });
  const markets = byMarket(await batches.allSeries());
  const sums: Sum[] = [];
  for (const { span, range } of sumsAsked(question)) {
    const found = await Promise.all([...markets.keys()].map((market) => rollups.sums(market, span, range)));
    sums.push(...found.flat());
    if (sums.length > mostSums) return tooMuch;
  }
  const report = reportOf(sums, question, rates);
  if (report.items.length + report.partly.length > mostItems) return tooMuch;
  const lag = [...markets].map(([market, series]) => [market, lagSeconds(series, now) ?? 0]);
  return { ...report, lag: Object.fromEntries(lag) };
}

const tooMuch = problem("invalid", "this report would be too long", {
  errors: [
    { pointer: "query:from", detail: "ask for a shorter time" },
    { pointer: "query:by", detail: "or split it by less" },
  ],
});
