import type { StockKey } from "#kernel/codes";
import type { Instant } from "#kernel/time";
import { answer } from "#platform/answer";
import { type Caller, mayActFor } from "#platform/caller";
import { decideAndSave, type Entity, settled } from "#platform/decide-and-save";
import { problem } from "#platform/problem";
import { unknownSeller } from "#sellers/contracts/problems";
import type { CatalogPorts } from "./catalog-ports.ts";
import { evolve } from "./evolve.ts";
import { integrationEvents } from "./integration-events.ts";
import type { Listing, ListingEvent } from "./listing.ts";
import { type ListingTerms, list } from "./listing-decisions.ts";
import { notYours, problemOf } from "./problems.ts";
import { withAvailability } from "./with-availability.ts";

export type ListingPut = {
  readonly path: StockKey;
  readonly body: ListingTerms;
  readonly caller: Caller;
  readonly ifMatch: number | undefined;
  readonly now: Instant;
};

const listingEntity: Entity<Listing, ListingEvent> = { name: "listing", evolve, integrationEvents };

/**
 * Lists something, or changes its listing. Callers bound to sellers list for these only.
 * @throws ContentionError when others kept coming between
 */
export async function putListing(ports: CatalogPorts, { path, body, caller, ifMatch, now }: ListingPut) {
  if (!mayActFor(caller, path.sellerId)) return notYours();
  if (!(await ports.isSeller(path.sellerId))) return problem(unknownSeller, "no seller has this id");
  const changed = settled(
    await decideAndSave(listingEntity, ports.listings.at(path), {
      decide: (listing) => list(ports.market, listing, body, ifMatch),
      at: now,
    }),
  );
  if (changed.outcome === "rejected") return problemOf(changed.rejection);
  const { state: listing } = changed.stored;
  if (listing.status === "unlisted") throw new Error("what was put is not listed");
  const [view] = await withAvailability(ports, [listing]);
  const isNew = changed.outcome === "changed" && changed.events.some(({ type }) => type === "listed");
  return answer(isNew ? 201 : 200, view, { version: listing.version });
}
