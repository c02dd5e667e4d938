import type { Market } from "#markets/schema";
import { type Category, categories } from "#markets/vocabulary";
import { isObject, parseJson } from "./parse-json.ts";

/** Files a listing: from a source's own word to a category that the market offers. */
export type Filing = (name: string | undefined) => Category;

/** From a source's category to one of ours. */
export type CategoryMap = Readonly<Record<string, string>>;

/**
 * By the map, else by name, else `other`. A category that the market does not offer is `other`.
 * @param map the source's words, as `--categories` gave them
 */
export function filing(market: Pick<Market, "categories">, map: CategoryMap = {}): Filing {
  const known = new Map(Object.entries(map));
  const offered = new Map(market.categories.map((category) => [category as string, category]));
  return (name = "") => offered.get(known.get(name) ?? name.trim().toLowerCase()) ?? "other";
}

/**
 * Reads a category file: `{"<source's word>": "<category>"}`, or one such map for each market code.
 * @returns the map for this market, or what is wrong with the file
 */
export function readCategoryMap(
  text: string,
  marketCode: string,
): { readonly map: CategoryMap } | { readonly wrong: string } {
  const parsed = parseJson(text);
  if (!isObject(parsed)) return { wrong: "is not a JSON object" };
  const byMarket = Object.values(parsed).some(isObject);
  const map = byMarket ? (parsed[marketCode] ?? {}) : parsed;
  if (!isObject(map)) return { wrong: `has no map of categories for ${marketCode}` };
  const unknown = Object.entries(map).find(([, category]) => !(categories as readonly unknown[]).includes(category));
  return unknown
    ? { wrong: `maps "${unknown[0]}" to "${unknown[1]}", which is no category` }
    : { map: map as CategoryMap };
}
