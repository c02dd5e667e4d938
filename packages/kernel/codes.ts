import * as z from "zod/mini";

/** The words that sellers choose themselves. Separators of our keys, `/` and `%` are not among them. */
const code = (longest: number) =>
  z
    .string()
    .check(
      z.minLength(1),
      z.maxLength(longest),
      z.regex(
        /^[A-Za-z0-9](?:[A-Za-z0-9 ._:+()&'-]*[A-Za-z0-9._)+-])?$/,
        "must be letters, digits, spaces and ._:+()&'-",
      ),
    );

/** A seller's id, chosen by whoever opens the shop: 1–64 characters. */
export const sellerId = code(64);
/** A seller's stock-keeping unit: 1–64 characters, unique within the seller. */
export const sku = code(64);
/** A fulfilment node's id, from the market's definition. */
export const nodeId = code(32);

/** What stock is counted by. */
export type StockKey = { readonly sellerId: string; readonly sku: string };
/** One name for a stock key, for maps and sorting. */
export const stockKeyName = ({ sellerId: seller, sku: unit }: StockKey): string => `${seller}|${unit}`;
