import type { SellerId } from "#kernel/codes";
import type { Market } from "#markets/schema";
import { offersCategory } from "#markets/serving";
import type { Category } from "#markets/vocabulary";
import { readCursor } from "#platform/page";
import { invalid, type Problem, problem } from "#platform/problem";
import type { ListingFilter } from "./listing-store.ts";
import { isShelf } from "./shelf.ts";

export type ListingsQuery = {
  readonly category?: Category | undefined;
  readonly sellerId?: SellerId | undefined;
  readonly limit: number;
  readonly after?: string | undefined;
};

/** @param boundTo the sellers that a caller may see; `undefined` for all */
export function readFilter(
  market: Pick<Market, "categories">,
  { category, sellerId, limit, after }: ListingsQuery,
  boundTo: ReadonlySet<SellerId> | undefined,
): ListingFilter | Problem<"invalid"> {
  if (category !== undefined && !offersCategory(market, category))
    return wrong("query:category", "is not offered in this market");
  const [shelf] = after === undefined ? [] : (readCursor(after, 1) ?? [""]);
  if (shelf !== undefined && !isShelf(shelf, category))
    return wrong("query:after", "must be the `next` of a page of the same list");
  const sellerIds = sellerId === undefined ? boundTo && [...boundTo] : [sellerId];
  return { category, sellerIds, limit, after: shelf };
}

const wrong = (pointer: string, detail: string) =>
  problem(invalid, "the request does not meet its contract", { errors: [{ pointer, detail }] });
