import type { Minor, MoneyView } from "#kernel/money";
import type { Instant } from "#kernel/time";
import type { Category } from "#markets/vocabulary";

/** The body of `POST /orders` for an order taken over from another system. */
export type OrderRequest = {
  readonly externalId: string;
  /** Absent: now. */
  readonly placedAt?: Instant;
  readonly channel: string;
  readonly buyer: {
    readonly id?: string;
    readonly country: string;
    readonly region?: string;
    readonly postcode?: string;
    readonly postcodePrefix?: string;
  };
  readonly lines: readonly {
    readonly sellerId: string;
    readonly sku: string;
    readonly quantity: number;
    readonly unitPrice: MoneyView;
  }[];
  readonly shipping: MoneyView;
  readonly payment: { readonly method: string; readonly installments?: number; readonly token?: string };
};

/** What an order asks of the catalogue and the stock: one entry a line. */
export type Wanted = {
  readonly sellerId: string;
  readonly sellerName: string;
  readonly sellerPostcode?: string | undefined;
  readonly sku: string;
  readonly title: string;
  readonly category: Category;
  readonly price: MoneyView;
  readonly quantity: number;
  /** The node that would serve this buyer. */
  readonly nodeId: string;
};

/** What became of the order where it comes from. */
export type FinalState =
  | { readonly kind: "cancelled"; readonly reason?: string }
  | { readonly kind: "dispatched"; readonly dispatchedAt?: Instant | undefined }
  | {
      readonly kind: "delivered";
      readonly dispatchedAt?: Instant | undefined;
      readonly deliveredAt?: Instant | undefined;
    };

/** An order that can be placed. */
export type MappedOrder = {
  readonly outcome: "order";
  readonly externalId: string;
  readonly request: OrderRequest;
  readonly wanted: readonly Wanted[];
  /** Σ quantity × unit price over all lines, those that are shipping included. */
  readonly total: Minor;
  readonly finalState: FinalState | undefined;
};

/** Why a line of the file is no order, in the order in which it is tested. */
export const rejectionReasons = [
  "unreadable",
  "cancellation",
  "country-not-served",
  "price-not-positive",
  "rejected-sku",
  "no-lines",
] as const;
export type RejectionReason = (typeof rejectionReasons)[number];

/** A line that is no order. `total` is zero where it could not be read. */
export type RejectedLine = {
  readonly outcome: "rejected";
  readonly reason: RejectionReason;
  readonly externalId: string | undefined;
  readonly total: Minor;
};
