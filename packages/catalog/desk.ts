import { type StockKey, stockKeyName } from "#kernel/codes";
import type { Instant } from "#kernel/time";
import type { Market } from "#markets/schema";
import { answer } from "#platform/answer";
import { type Caller, mayActFor } from "#platform/caller";
import { cursorOf } from "#platform/page";
import { forbidden, isProblem, notFound, problem } from "#platform/problem";
import { unknownSeller } from "#sellers/contracts/problems";
import type { Listing, ListingTerms } from "./listing.ts";
import type { ListingStore } from "./listing-store.ts";
import { type ListingsQuery, readFilter } from "./listings-query.ts";
import { problemOf } from "./problems.ts";
import { putListing } from "./put-listing.ts";
import { viewOf } from "./views.ts";

/** What the catalogue needs to know from others. */
export type CatalogDesk = {
  readonly market: Market;
  readonly listings: ListingStore;
  readonly isSeller: (sellerId: string) => Promise<boolean>;
  /** Units that can be bought, by `stockKeyName`; a key without stock may be left out. */
  readonly available: (keys: readonly StockKey[]) => Promise<ReadonlyMap<string, number>>;
};

type Put = {
  readonly path: StockKey;
  readonly body: Omit<ListingTerms, keyof StockKey>;
  readonly caller: Caller;
  readonly ifMatch: number | undefined;
  readonly now: Instant;
};
type Show = Pick<Put, "path" | "caller">;
type List = Pick<Put, "caller"> & { readonly query: ListingsQuery };

/** What the API says of listings. Callers bound to sellers know only these sellers' listings. */
export function catalogDesk({ market, listings, isSeller, available }: CatalogDesk) {
  const viewed = async (items: readonly Listing[]) => {
    const units = await available(items);
    return items.map((listing) => viewOf(listing, market.currency, units.get(stockKeyName(listing)) ?? 0));
  };
  return {
    async put({ path, body, caller, ifMatch, now }: Put) {
      if (!mayActFor(caller, path.sellerId)) return notYours();
      if (!(await isSeller(path.sellerId))) return problem(unknownSeller, "no seller has this id");
      const result = await putListing(market, listings, { ...body, ...path }, { ifMatch, at: now });
      if (result.outcome === "rejected") return problemOf(result.rejection);
      const [view] = await viewed([result.listing]);
      return answer(result.listed ? 201 : 200, view, { version: result.listing.version });
    },
    async show({ path, caller }: Show) {
      if (!mayActFor(caller, path.sellerId)) return notYours();
      const listing = await listings.find(path);
      if (!listing) return problem(notFound, "this seller lists nothing under this SKU");
      const [view] = await viewed([listing]);
      return answer(200, view, { version: listing.version });
    },
    async list({ query, caller }: List) {
      if (query.sellerId !== undefined && !mayActFor(caller, query.sellerId)) return notYours();
      const filter = readFilter(market, query, caller.sellerIds);
      if (isProblem(filter)) return filter;
      const { items, next } = await listings.page(filter);
      return answer(200, { items: await viewed(items), next: next === undefined ? null : cursorOf([next]) });
    },
  };
}

const notYours = () => problem(forbidden, "this seller is not yours");
