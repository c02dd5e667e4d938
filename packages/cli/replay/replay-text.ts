import type { Outcomes } from "../lifecycle/simulate-lifecycles.ts";
import { columns } from "../terminal/columns.ts";
import { layoutNames, layouts } from "./layouts.ts";
import { statusTable } from "./source-status.ts";
import type { Tally } from "./tally.ts";

/** The result of a replay, for people. */
export function replayText(
  result: Tally & { file: string; market: string; dryRun?: boolean; looksLike?: string; outcomes?: Outcomes },
): string {
  const { currency, latencyMs, rejected, outcomes, discounts, leftOut } = result;
  const refused = Object.entries(rejected);
  const rejectedCount = refused.reduce((sum, [, count]) => sum + count, 0);
  const rows = [
    ["read", String(result.read), ""],
    [result.dryRun ? "would be accepted" : "accepted", String(result.accepted), `${result.acceptedTotal} ${currency}`],
    ...(isNothing(discounts) ? [] : [["  less discounts", "", `${discounts} ${currency}`]]),
    ["duplicates", String(result.duplicates), ""],
    ["rejected", String(rejectedCount), `${result.rejectedTotal} ${currency}`],
    ...refused.map(([reason, count]) => [`  ${reason}`, String(count), ""]),
    ...(outcomes ? Object.entries(outcomes).map(([end, count]) => [words[end] ?? end, String(count), ""]) : []),
  ];
  const speed = `${result.ordersPerSecond} orders/s; latency ${Object.entries(latencyMs)
    .map(([rank, value]) => `${rank} ${value ?? "–"} ms`)
    .join(", ")}`;
  const left = (["tax", "refunds"] as const)
    .filter((kind) => leftOut[kind].orders > 0)
    .map((kind) => `${kind} of ${leftOut[kind].amount} ${currency} in ${leftOut[kind].orders} orders`);
  return [
    `${result.file} → ${result.market}${result.dryRun ? ", nothing was written" : ""}`,
    columns(rows),
    ...(left.length > 0 ? [`in the source, and not taken over: ${left.join(", ")}`] : []),
    ...(outcomes && outcomes.undated > 0
      ? [`${outcomes.undated} arrived on a day that the source does not tell: here they arrived today`]
      : []),
    ...(result.looksLike === undefined ? [] : [`nothing could be taken from ${result.file}: ${result.looksLike}`]),
    ...(result.dryRun ? [] : [speed]),
  ].join("\n");
}

const isNothing = (amount: string): boolean => /^[0.]*$/.test(amount);
const words: Readonly<Record<string, string>> = { notPlayed: "not played" };

/** The words for the state of an order that are known, for `--help`. */
export const statusHelp = (): string =>
  [
    "Words for the state of an order, in any case and spelling; --status-map FILE explains others:",
    ...statusTable.map(([meaning, known]) => `  ${meaning}: ${known}`),
  ].join("\n");

/** What each column of an export becomes, for `--help`. */
export const layoutHelp = (): string =>
  layoutNames
    .map((name) =>
      [
        `--layout ${name}: ${layouts[name].of}`,
        ...layouts[name].becomes.map(([column, becomes]) => `  ${column} → ${becomes}`),
      ].join("\n"),
    )
    .join("\n");
