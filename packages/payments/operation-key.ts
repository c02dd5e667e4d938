import type { ShipmentId } from "#fulfillment/contracts/ids";
import { type Id, idAs } from "#kernel/ids";
import type { OrderId } from "#ordering/contracts/ids";
import { type RefundId, refundIds } from "./contracts/ids.ts";

/**
 * What an operation is for. Unique within its payment, and known before the provider is called. A refund is named by the
 * event that cancelled its part of the order, or is that of all that was left when the order `closed`.
 */
export type OperationKey =
  | "authorise"
  | "void"
  | `reauthorise:${number}`
  | `capture:${ShipmentId}`
  | `refund:${string}`;
/** What is asked of the provider; the word before the colon of a key. */
export type OperationKind = "authorise" | "reauthorise" | "capture" | "void" | "refund";

/** The kind of operation that a key names: `capture` of `capture:shp_…`. */
export const kindOf = (key: OperationKey): OperationKind => key.split(":", 1)[0] as OperationKind;

/** What stands behind the kind: empty where there is one operation of it. */
const detailOf = (key: OperationKey): string => key.slice(kindOf(key).length + 1);

/** The shipment whose money an operation takes. @returns `undefined` when it is that of no shipment */
export const shipmentOf = (key: OperationKey): ShipmentId | undefined =>
  kindOf(key) === "capture" ? (detailOf(key) as ShipmentId) : undefined;

/**
 * The id of a refund, the same however often it is asked: that of the event that cancelled its part of the order, or of
 * the order itself where the order closed, with the prefix of refunds.
 */
export const refundIdOf = (orderId: OrderId, key: OperationKey): RefundId =>
  idAs(refundIds, key === refundOfClosed ? orderId : (detailOf(key) as Id<"evt">));

/** The refund of all that is left of a payment whose order closed. */
export const refundOfClosed = "refund:closed" satisfies OperationKey;
