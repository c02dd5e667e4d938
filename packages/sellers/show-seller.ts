import { answer } from "#platform/answer";
import { mayActFor } from "#platform/caller";
import { notFound, problem } from "#platform/problem";
import { notYours } from "./problems.ts";
import type { SellerPut } from "./put-seller.ts";
import type { SellerStore } from "./seller-store.ts";
import { viewOf } from "./seller-view.ts";

/** A shop, to callers that are not bound to other sellers. */
export async function showSeller(
  sellers: Pick<SellerStore, "find">,
  { path: { sellerId }, caller }: Pick<SellerPut, "path" | "caller">,
) {
  if (!mayActFor(caller, sellerId)) return notYours();
  const seller = await sellers.find(sellerId);
  return seller ? answer(200, viewOf(seller), { version: seller.version }) : problem(notFound, "no seller has this id");
}
