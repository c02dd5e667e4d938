import { answer } from "#platform/answer";
import { type Caller, mayActFor } from "#platform/caller";
import { cursorOf } from "#platform/page";
import { isProblem } from "#platform/problem";
import type { CatalogPorts } from "./catalog-ports.ts";
import { notYours } from "./problems.ts";
import { type ListingsQuery, readFilter } from "./read-filter.ts";
import { withAvailability } from "./with-availability.ts";

/** A page of listings. Callers bound to sellers see these sellers' only. */
export async function listListings(
  ports: CatalogPorts,
  { query, caller }: { readonly query: ListingsQuery; readonly caller: Caller },
) {
  if (query.sellerId !== undefined && !mayActFor(caller, query.sellerId)) return notYours();
  const filter = readFilter(ports.market, query, caller.sellerIds);
  if (isProblem(filter)) return filter;
  const { items, next } = await ports.listings.page(filter);
  return answer(200, {
    items: await withAvailability(ports, items),
    next: next === undefined ? null : cursorOf([next]),
  });
}
