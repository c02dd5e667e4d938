import type { SellerId } from "#kernel/codes";
import type { Instant } from "#kernel/time";
import { answer } from "#platform/answer";
import { type Caller, mayActFor } from "#platform/caller";
import { decideAndSave, type Entity, settled } from "#platform/decide-and-save";
import { evolve } from "./evolve.ts";
import { notYours, problemOf } from "./problems.ts";
import type { Seller, SellerEvent } from "./seller.ts";
import { describe, type SellerDetails, type SellerMarket } from "./seller-decisions.ts";
import type { SellerStore } from "./seller-store.ts";
import { viewOf } from "./seller-view.ts";

export type SellerPut = {
  readonly path: { readonly sellerId: SellerId };
  readonly body: SellerDetails;
  readonly caller: Caller;
  readonly ifMatch: number | undefined;
  readonly now: Instant;
};

/**
 * Opens a shop, or changes what is known of it. Callers bound to sellers know only these.
 * @throws ContentionError when others kept coming between
 */
export async function putSeller(
  { market, sellers }: { readonly market: SellerMarket; readonly sellers: SellerStore },
  { path: { sellerId }, body, caller, ifMatch, now }: SellerPut,
) {
  if (!mayActFor(caller, sellerId)) return notYours();
  const changed = settled(
    await decideAndSave(sellerEntity, sellers.at(sellerId), {
      decide: (seller) => describe(market, seller, body, ifMatch),
      at: now,
    }),
  );
  if (changed.outcome === "rejected") return problemOf(changed.rejection);
  const { state: seller } = changed.stored;
  if (seller.status === "unopened") throw new Error("a seller that was put is not open");
  const opened = changed.outcome === "changed" && changed.events.some(({ type }) => type === "seller-opened");
  return answer(opened ? 201 : 200, viewOf(seller), { version: seller.version });
}

const sellerEntity: Entity<Seller, SellerEvent> = { name: "seller", evolve };
