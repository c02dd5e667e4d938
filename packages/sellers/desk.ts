import type { Market } from "#markets/schema";
import { answer } from "#platform/answer";
import { type Caller, mayActFor } from "#platform/caller";
import { forbidden, notFound, problem } from "#platform/problem";
import { problemOf } from "./problems.ts";
import { putSeller } from "./put-seller.ts";
import type { SellerDetails } from "./seller.ts";
import type { SellerStore } from "./seller-store.ts";
import { viewOf } from "./views.ts";

type Put = {
  readonly path: { readonly sellerId: string };
  readonly body: SellerDetails;
  readonly caller: Caller;
  readonly ifMatch: number | undefined;
};
type Show = Pick<Put, "path" | "caller">;

/** What the API says of sellers. Callers bound to sellers know only these. */
export const sellerDesk = (market: Market, sellers: SellerStore) => ({
  async put({ path: { sellerId }, body, caller, ifMatch }: Put) {
    if (!mayActFor(caller, sellerId)) return notYours();
    const result = await putSeller(market, sellers, { ...body, sellerId, ifMatch });
    if (result.outcome === "rejected") return problemOf(result.rejection);
    const { seller, opened } = result;
    return answer(opened ? 201 : 200, viewOf(seller), { version: seller.version });
  },
  async show({ path: { sellerId }, caller }: Show) {
    if (!mayActFor(caller, sellerId)) return notYours();
    const seller = await sellers.find(sellerId);
    return seller
      ? answer(200, viewOf(seller), { version: seller.version })
      : problem(notFound, "no seller has this id");
  },
});

const notYours = () => problem(forbidden, "this seller is not yours");
