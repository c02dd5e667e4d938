import type * as z from "zod/mini";
import type { apiRoutes } from "#functions/headquarters/manifest";
import { columns } from "../terminal/columns.ts";

export type Report = z.output<(typeof apiRoutes.sales.answers)[200]>;
type Item = Report["items"][number];

const labels = ["market", "date", "hour", "week", "month", "channel", "category", "level", "period"] as const;
const figures = ["currency", "orders", "units", "goods", "cancelled", "shipping"] as const;

/** A report as people read it: its lines, what they come to, and what is to be said of it. */
export function reportText({ items, totals, partly, notes }: Report): string {
  return [
    items.length > 0 ? tableOf(items, items.length > 1 ? totals : []) : "no figures",
    ...(partly.length > 0 ? ["only partly in this time, and in no sum:", tableOf(partly, [])] : []),
    ...notes.map(({ detail, of }) => (of ? `${of.join(", ")}: ${detail}` : detail)),
  ].join("\n");
}

function tableOf(items: readonly Item[], totals: readonly Item[]): string {
  const shown = labels.filter((label) => items.some((item) => item[label] !== undefined));
  const row = (item: Item): string[] => [...shown.map((label) => item[label] ?? ""), ...figuresOf(item)];
  const total = (item: Item): string[] => ["in all", ...shown.slice(1).map(() => ""), ...figuresOf(item)];
  // without labels lines are what they come to: one a currency
  return columns([[...shown, ...figures], ...items.map(row), ...(shown.length > 0 ? totals.map(total) : [])]);
}

const figuresOf = ({ currency, sale, cancellation, shipping }: Item): string[] => [
  currency,
  ...[String(sale.orders), String(sale.units), sale.goods, cancellation.goods, shipping],
];
