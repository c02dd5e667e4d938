import * as z from "zod/mini";
import type { OrderBody } from "#checkout/order-body";
import { type Instant, parseInstant } from "#kernel/time";
import { localTime } from "#markets/local-time";
import type { Market } from "#markets/schema";
import { judge } from "./market-judgement.ts";
import type { MappedOrder } from "./order-request.ts";

const money = z.object({ amount: z.string(), currency: z.string() });
/** Of an order's view what a file says, too. */
const placedOrder = z.object({
  placedAt: z.string(),
  lines: z.array(z.object({ sellerId: z.string(), sku: z.string(), quantity: z.int(), unitPrice: money })),
  shipping: money,
  payment: z.object({ method: z.string() }),
  /** Shown to the caller that placed the order. */
  buyer: z.optional(z.record(z.string(), z.string())),
});
type PlacedOrder = z.output<typeof placedOrder>;

/** Where an order of a file and the market's order of its id part: a field of the file, and what both say. */
export type Difference = { readonly field: string; readonly detail: string };

/**
 * Compares an order with the one that the market has under its id. Lines may be in any order and in any number of parts;
 * the state of an order is no part of what it is.
 * @param view the market's order as its API shows it
 * @returns the first difference; `undefined` when both are the same order
 */
export function differenceOf(
  order: Pick<MappedOrder, "request" | "placedOn">,
  view: unknown,
  market: Market,
): Difference | undefined {
  const there = z.safeParse(placedOrder, view).data;
  if (!there) return { field: "", detail: "the market shows it in a form that cannot be compared" };
  const { request } = order;
  // what was accepted once may be refused by today's rules, and is the same order all the same
  const kept = judge(request, market, request.placedAt ?? (there.placedAt as Instant));
  const fields: readonly (readonly [field: string, here: string | undefined, there: string | undefined])[] = [
    ["/placedAt", ...times(order, there, market)],
    ["/freight", said(request.shipping), said(there.shipping)],
    ["/paymentMethod", request.payment.method, there.payment.method],
    ...buyers(kept.outcome === "kept" ? kept.draft.personalData.buyer : request.buyer, there.buyer),
  ];
  for (const [field, here, other] of fields)
    if (here !== other) return { field, detail: `${other ?? "nothing"} there, ${here ?? "nothing"} here` };
  return differentLines(kept.outcome === "kept" ? linesOf(kept.body) : request.lines, there.lines);
}

const said = ({ amount, currency }: z.output<typeof money>): string => `${amount} ${currency}`;

/** An order without a time of its own was placed at any time of its day, and one without a day whenever it was recorded. */
function times(
  { request, placedOn }: Pick<MappedOrder, "request" | "placedOn">,
  there: PlacedOrder,
  market: Pick<Market, "time">,
): readonly [string, string] {
  const at = parseInstant(there.placedAt);
  if (placedOn !== undefined && at !== undefined) return [placedOn, localTime(market, at).date];
  return [request.placedAt ?? there.placedAt, there.placedAt];
}

const buyerFields = [
  ["/buyerId", "id"],
  ["/buyerCountry", "country"],
  ["/buyerRegion", "region"],
  ["/postcode", "postcode"],
  ["/postcodePrefix", "postcodePrefix"],
] as const;

const buyers = (
  here: Partial<Readonly<Record<string, string>>>,
  there: PlacedOrder["buyer"],
): readonly (readonly [string, string | undefined, string | undefined])[] =>
  there ? buyerFields.map(([field, name]) => [field, here[name], there[name]]) : [];

type Line = PlacedOrder["lines"][number];

/** Lines with the words that the market keeps of them. A replay agrees on every price. */
const linesOf = ({ lines }: OrderBody): readonly Line[] =>
  lines.flatMap(({ unitPrice, ...line }) => (unitPrice ? [{ ...line, unitPrice }] : []));

function differentLines(here: readonly Line[], there: readonly Line[]): Difference | undefined {
  const [ours, theirs] = [unitsByGoods(here), unitsByGoods(there)];
  for (const goods of new Set([...ours.keys(), ...theirs.keys()])) {
    const [units = 0, others = 0] = [ours.get(goods), theirs.get(goods)];
    if (units !== others) return { field: "/lines", detail: `${others} of ${goods} there, ${units} here` };
  }
  return undefined;
}

/** Units by seller, SKU and price: what lines come to, in whatever order and parts they stand. */
export function unitsByGoods(lines: readonly Line[]): ReadonlyMap<string, number> {
  const units = new Map<string, number>();
  for (const { sellerId, sku, quantity, unitPrice } of lines) {
    const goods = `${sellerId}/${sku} at ${said(unitPrice)}`;
    units.set(goods, (units.get(goods) ?? 0) + quantity);
  }
  return units;
}
