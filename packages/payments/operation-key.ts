import type { ShipmentId } from "#fulfillment/contracts/ids";

/** What an operation is for. Unique within its payment, and known before the provider is called. */
export type OperationKey =
  | "authorise"
  | "void"
  | `reauthorise:${number}`
  | `capture:${ShipmentId}`
  | `refund:${string}`;
export type OperationKind = "authorise" | "reauthorise" | "capture" | "void" | "refund";

export const kindOf = (key: OperationKey): OperationKind => key.split(":", 1)[0] as OperationKind;
