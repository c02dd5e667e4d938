import type { SellerId } from "#kernel/codes";
import type { Transitions } from "#kernel/transitions";

/** What is kept of a shop. */
type Shop = {
  readonly sellerId: SellerId;
  readonly name: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** In the market's form, upper case: a whole code, or its beginning where that is all that is known. */
  readonly postcode?: string | undefined;
  /** Kept for the books; no view shows it. */
  readonly taxId?: string | undefined;
};

/** A shop of this market, which sells from when it is opened; other states come with their rules. `version` is 1 when it
 *  is opened, one more with every change. Ids that no shop has are `unopened`. */
export type Seller = UnopenedSeller | ActiveSeller;
export type UnopenedSeller = { readonly status: "unopened"; readonly sellerId: SellerId; readonly version: 0 };
export type ActiveSeller = { readonly status: "active"; readonly version: number } & Shop;

/** Which states may follow which. */
export const sellerTransitions = {
  unopened: ["active"],
  active: ["active"],
} as const satisfies Transitions<Seller["status"]>;

export type SellerEvent = { readonly type: "seller-opened" | "seller-changed" } & Omit<Shop, "sellerId">;

export const unopened = (sellerId: SellerId): UnopenedSeller => ({ status: "unopened", sellerId, version: 0 });
