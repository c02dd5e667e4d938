import * as z from "zod/mini";
import { documented } from "./documented.ts";
import { word } from "./text.ts";

declare const meaning: unique symbol;
/** A word that says what it names: where a seller's id is asked for, a SKU does not compile. Plain text may be given for
 *  either, so that examples read as they are; what crosses the door is checked by the schemas below. */
export type Code<Named extends string> = string & { readonly [meaning]?: Named };
/** Names a seller. */
export type SellerId = Code<"seller">;
/** Names what a seller sells. */
export type Sku = Code<"sku">;
/** Names a fulfilment node of a market. */
export type NodeId = Code<"node">;

/** Ids that are made for this market. Separators of our keys, `/` and `%` are not among them, which is why a name that
 *  begins with a seller's id and ends with a node's tells where the SKU between them begins and ends. */
const code = <Word extends Code<string>>(longest: number) =>
  z
    .string()
    .check(
      z.minLength(1),
      z.maxLength(longest),
      z.regex(
        /^[A-Za-z0-9](?:[A-Za-z0-9 ._:+()&'-]*[A-Za-z0-9._)+-])?$/,
        "must be letters, digits, spaces and ._:+()&'-",
      ),
    ) as unknown as z.ZodMiniType<Word, string>;

/** A seller's id, chosen by whoever opens the shop: 1–64 characters. */
export const sellerId = code<SellerId>(64);
/**
 * A seller's stock-keeping unit, unique within the seller: carried as the seller's own systems write it, 1–128 characters.
 * Only `.` and `..` are none, which addresses of the web take for a place.
 */
export const sku = documented(word(128, "(?!\\.{1,2}$)"), (generated) => ({
  ...generated,
  description: "The seller's own SKU, as its systems write it. Percent-encoded, once, in a path.",
})) as unknown as z.ZodMiniType<Sku, string>;
/** A fulfilment node's id, from the market's definition. */
export const nodeId = code<NodeId>(32);

/** What stock is counted by. */
export type StockKey = { readonly sellerId: SellerId; readonly sku: Sku };
/** One name for a stock key, for maps and sorting. */
export const stockKeyName = ({ sellerId: seller, sku: unit }: StockKey): string => `${seller}|${unit}`;

/** Each stock key once, in the order in which they were named. */
export const distinctKeys = (named: readonly StockKey[]): StockKey[] => [
  ...new Map(named.map(({ sellerId, sku }) => [stockKeyName({ sellerId, sku }), { sellerId, sku }])).values(),
];
