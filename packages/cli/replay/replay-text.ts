import type { Outcomes } from "../lifecycle/simulate-lifecycles.ts";
import { columns } from "../terminal/columns.ts";
import type { Tally } from "./tally.ts";

/** The result of a replay, for people. */
export function replayText(result: Tally & { file: string; market: string; outcomes?: Outcomes }): string {
  const { currency, latencyMs, rejected, outcomes } = result;
  const refused = Object.entries(rejected);
  const rejectedCount = refused.reduce((sum, [, count]) => sum + count, 0);
  const rows = [
    ["read", String(result.read), ""],
    ["accepted", String(result.accepted), `${result.acceptedTotal} ${currency}`],
    ["duplicates", String(result.duplicates), ""],
    ["rejected", String(rejectedCount), `${result.rejectedTotal} ${currency}`],
    ...refused.map(([reason, count]) => [`  ${reason}`, String(count), ""]),
    ...(outcomes ? Object.entries(outcomes).map(([end, count]) => [words[end] ?? end, String(count), ""]) : []),
  ];
  const speed = `${result.ordersPerSecond} orders/s; latency ${Object.entries(latencyMs)
    .map(([rank, value]) => `${rank} ${value ?? "–"} ms`)
    .join(", ")}`;
  return [`${result.file} → ${result.market}`, columns(rows), speed].join("\n");
}

const words: Readonly<Record<string, string>> = { notPlayed: "not played" };
