import { expect } from "vitest";
import { weekOf } from "#kernel/calendar-week";
import { formatAmount, type Minor, minor, parseAmount } from "#kernel/money";
import type { Market } from "#markets/schema";
import type { Order, OrderLine } from "#ordering/order";
import { orderingTable } from "#ordering/table";
import { tableNameOf } from "#platform/table";
import { type BuyerIdentifiers, firstIdentifier } from "#reporting/identity";
import { monthsOfWeek } from "#reporting/period";
import { archipelago } from "./command.ts";
import { invoke } from "./emulator-control.ts";
import { eventually } from "./eventually.ts";
import { dynamoOf } from "./local-aws.ts";
import { clientOf, type Json, person } from "./market-client.ts";
import { type Row, rowsOf } from "./table-scan.ts";

/** An order that was sold, as its own items in the market's table say: nothing of reporting is asked. */
export type Sold = {
  readonly id: string;
  readonly externalId?: string;
  /** The date on the clocks of the market's reporting zone. */
  readonly date: string;
  readonly buyer: BuyerIdentifiers;
  readonly lines: readonly OrderLine[];
};
type Sales = { readonly orders: number; readonly goods: string };

/** Every order of a market that was confirmed, with the lines that were not cancelled before. */
export async function soldIn(market: Market): Promise<readonly Sold[]> {
  const heads: Order[] = [];
  const lines = new Map<string, OrderLine[]>();
  const buyers = new Map<string, BuyerIdentifiers>();
  for await (const row of rowsOf<Row>(dynamoOf(market.code), tableNameOf(market.code, orderingTable))) {
    const id = row.pk.slice(row.pk.indexOf("#") + 1);
    if (row.kind === "order") heads.push({ ...row, id } as unknown as Order);
    else if (row.kind === "order-lines")
      lines.set(id, [...(lines.get(id) ?? []), ...(JSON.parse(row.lines as string) as OrderLine[])]);
    else if (row.kind === "order-buyer") buyers.set(id, row.buyer as BuyerIdentifiers);
  }
  const clock = new Intl.DateTimeFormat("en-CA", { timeZone: market.time.reporting, dateStyle: "short" });
  return heads.flatMap((order) => {
    if (!("confirmedAt" in order) || order.confirmedAt === undefined) return [];
    const withdrawn = new Set(order.withdrawnLines);
    return {
      id: order.id,
      ...(order.externalId === undefined ? {} : { externalId: order.externalId }),
      date: clock.format(new Date(order.placedAt)),
      buyer: buyers.get(order.id) ?? {},
      lines: (lines.get(order.id) ?? []).filter(({ lineId }) => !withdrawn.has(lineId)),
    };
  });
}

const goodsOf = (lines: readonly OrderLine[]): number =>
  lines.reduce((total, { quantity, unitPrice }) => total + quantity * unitPrice, 0);

/** What some orders come to. */
export const totalOf = (sold: readonly Sold[], { currency }: Market): Sales => ({
  orders: sold.length,
  goods: formatAmount(minor(sold.reduce((total, { lines }) => total + goodsOf(lines), 0)), currency),
});

/** Adds up what was said in parts. */
export const addedUp = (parts: readonly Sales[], market: Market): Sales => ({
  orders: parts.reduce((total, { orders }) => total + orders, 0),
  goods: formatAmount(minor(parts.reduce((total, { goods }) => total + cents(goods, market), 0)), market.currency),
});
const cents = (amount: string, { currency }: Market): Minor => {
  const found = parseAmount(amount, currency);
  if (found === undefined) throw new Error(`${amount} is no amount of ${currency.code}`);
  return found;
};

/**
 * Waits until a market's books balance with what the centre shows, as `archipelago reconcile` says it.
 * @returns what it said, and the centre's report of the market's sales by date and category
 */
export async function balancedBooks(market: Market): Promise<{ books: Json; report: readonly Json[] }> {
  const leadership = await clientOf("central", person("leadership"));
  return eventually(
    async () => {
      await invoke(market.code, "reporting/write-batches.schedule");
      const { code, document: books, err } = await archipelago("reconcile", market.code);
      expect({ code, balanced: books?.balanced }, err).toEqual({ code: 0, balanced: true });
      const { status, body, text } = await leadership.get("/reports/sales?by=market,date,category");
      expect(status, text).toBe(200);
      return { books, report: body.items.filter((item: Json) => item.market === market.code) };
    },
    { withinSeconds: 600, everyMilliseconds: 3_000 },
  );
}

/** A period and a category, or all: what a published figure may be compared with. */
type Place = { readonly period?: string; readonly category?: string };
const placeName = ({ period = "ever", category = "all" }: Place): string => `${period}, ${category}`;

/** All periods that a date lies in. */
const periodsOf = (date: string): (string | undefined)[] => [undefined, date, weekOf(date), date.slice(0, 7)];
/** All periods that a published figure lies in as a whole. */
function periodsAround({ date, period }: Json): (string | undefined)[] {
  const own: string | undefined = date ?? period;
  if (own === undefined) return [undefined];
  if (!own.includes("W")) return own.length === 7 ? [undefined, own] : periodsOf(own.slice(0, 10));
  const months = monthsOfWeek(own);
  return [undefined, own, ...(months.length === 1 ? months : [])];
}
/** A category that a figure was given for good; `other` may stand for any. */
const categoriesAround = ({ category }: Json): (string | undefined)[] =>
  category === undefined || category === "other" ? [undefined] : [undefined, category];

const product = (periods: readonly (string | undefined)[], categories: readonly (string | undefined)[]): Place[] =>
  periods.flatMap((period) =>
    categories.map((category) => ({ ...(period ? { period } : {}), ...(category ? { category } : {}) })),
  );

/** Every period and category of which the centre shows more than was sold in it. */
export function moreThanWasSold(report: readonly Json[], sold: readonly Sold[], market: Market): readonly string[] {
  const sales = new Map<string, number>();
  for (const { date, lines } of sold)
    for (const [category, own] of Map.groupBy(lines, (line) => line.category))
      for (const place of product(periodsOf(date), [undefined, category]))
        sales.set(placeName(place), (sales.get(placeName(place)) ?? 0) + goodsOf(own));
  const shown = new Map<string, number>();
  for (const item of report)
    for (const place of product(periodsAround(item), categoriesAround(item)))
      shown.set(placeName(place), (shown.get(placeName(place)) ?? 0) + cents(item.sale.goods, market));
  return [...shown].flatMap(([place, goods]) => {
    const most = sales.get(place) ?? 0;
    return goods > most ? [`${place}: the centre shows ${goods}, and ${most} were sold`] : [];
  });
}

/** Every figure of sales that speaks for fewer buyers than the market's rule asks for, or than there are. */
export function tooFewBuyers(report: readonly Json[], sold: readonly Sold[], market: Market): readonly string[] {
  const buyers = new Map<string, Set<string>>();
  for (const { date, lines, buyer } of sold)
    for (const category of [undefined, ...new Set(lines.map((line) => line.category))])
      for (const place of product(periodsOf(date), [category]))
        buyers.set(placeName(place), (buyers.get(placeName(place)) ?? new Set()).add(firstIdentifier(buyer) ?? ""));
  return report
    .filter(({ sale }) => sale.units > 0)
    .flatMap((item) => {
      const [period, category] = [periodsAround(item)[1], categoriesAround(item)[1]];
      const name = placeName({ ...(period ? { period } : {}), ...(category ? { category } : {}) });
      const all = buyers.get(name)?.size ?? 0;
      const few = item.buyersAtLeast < market.reporting.k || item.buyersAtLeast > all;
      return few ? [`${name}: said to speak for ${item.buyersAtLeast} buyers of ${all}`] : [];
    });
}
