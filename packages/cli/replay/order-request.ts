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
  /** What the buyer wants to be said with it. */
  readonly note?: string;
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

/** What a source says of an order and a market does not take over yet. It is counted, so that nothing goes unseen. */
export type LeftOut = {
  /** Tax as the source reckoned it; a market reckons its own. */
  readonly tax?: Minor | undefined;
  /** What was paid back of an order that still stands. */
  readonly refunded?: Minor | undefined;
};

/** An order that can be placed. */
export type MappedOrder = {
  readonly outcome: "order";
  readonly externalId: string;
  readonly request: OrderRequest;
  /** The day on which it was placed, where the source has no time: what `placedAt` says beyond that is not the order's. */
  readonly placedOn?: string | undefined;
  readonly wanted: readonly Wanted[];
  /** Σ quantity × unit price over all lines, those that are shipping included, before discounts. */
  readonly total: Minor;
  /** What was taken off lines and order; the prices of `request` are what is left. */
  readonly discount?: Minor | undefined;
  readonly leftOut?: LeftOut | undefined;
  readonly finalState: FinalState | undefined;
};

/** Why a line of the file is no order, in the order in which it is tested. */
export const rejectionReasons = [
  "unreadable",
  "unknown-status",
  "cancellation",
  "unpaid",
  "country-not-served",
  "price-negative",
  "no-paid-line",
  "rejected-sku",
  "no-lines",
  "total-too-large",
] as const;
export type RejectionReason = (typeof rejectionReasons)[number];

/** A line that is no order. `total` is what of its money can be read. */
export type RejectedLine = {
  readonly outcome: "rejected";
  readonly reason: RejectionReason;
  readonly externalId: string | undefined;
  readonly total: Minor;
  /** The field that is at fault, as a JSON pointer, where it is one. */
  readonly field?: string | undefined;
  readonly detail?: string | undefined;
};
