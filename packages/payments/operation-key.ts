import type { ShipmentId } from "#fulfillment/contracts/ids";

/** What an operation is for. Unique within its payment, and known before the provider is called. */
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
