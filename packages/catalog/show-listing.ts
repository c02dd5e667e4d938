import type { StockKey } from "#kernel/codes";
import { answer } from "#platform/answer";
import { type Caller, mayActFor } from "#platform/caller";
import { notFound, problem } from "#platform/problem";
import type { CatalogPorts } from "./catalog-ports.ts";
import { notYours } from "./problems.ts";
import { withAvailability } from "./with-availability.ts";

/** A listing, to callers that are not bound to other sellers. */
export async function showListing(
  ports: CatalogPorts,
  { path, caller }: { readonly path: StockKey; readonly caller: Caller },
) {
  if (!mayActFor(caller, path.sellerId)) return notYours();
  const listing = await ports.listings.find(path);
  if (!listing) return problem(notFound, "this seller lists nothing under this SKU");
  const [view] = await withAvailability(ports, [listing]);
  return answer(200, view, { version: listing.version });
}
