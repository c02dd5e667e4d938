import type { ShipmentId } from "#fulfillment/contracts/ids";
import type { Minor } from "#kernel/money";
import type { Instant } from "#kernel/time";
import type { LineReasons } from "./cancel-reasons.ts";
import type { CancellationCause, HeldItem, LineUnits } from "./contracts/fields.ts";
import type { LineId } from "./contracts/ids.ts";
import type { Share } from "./contracts/share.ts";
import type { OrderLine } from "./order.ts";

/** What can happen to an order. Most reach the market under a contract: see `integration-events.ts`. */
export type OrderEvent =
  /** One more chunk of a large order's stock is taken. */
  | { readonly type: "chunk-taken"; readonly nextChunk: number }
  /** What is not taken yet comes from elsewhere: other buckets, or other nodes and so other lines. */
  | { readonly type: "order-reallocated"; readonly chunks: number; readonly lineCount: number; readonly pages: number }
  /** All stock is taken. */
  | { readonly type: "order-placed"; readonly dueAt: Instant }
  | { readonly type: "order-refused"; readonly reason: string }
  | { readonly type: "order-confirmed"; readonly at: Instant; readonly shares: readonly Share[] }
  | { readonly type: "order-lapsed" }
  | ({ readonly type: "lines-cancelled" } & LinesCancelled)
  | { readonly type: "lines-allocated"; readonly shipments: readonly PlannedShipment[] }
  | ({ readonly type: "lines-dispatched" } & LinesDispatched)
  | { readonly type: "shipment-delivered"; readonly shipmentId: ShipmentId }
  | { readonly type: "order-completed"; readonly at: Instant };

/** A shipment that fulfilment planned, and the lines that it is to bring. */
export type PlannedShipment = { readonly shipmentId: ShipmentId; readonly lineIds: readonly LineId[] };

/** Units of lines that will not be sent, and how many of the same line are left that were or will be. */
export type CancelledUnits = LineUnits & { readonly left: number };

/** Lines, or units of them, that will not be sent. */
export type LinesCancelled = {
  readonly lines: readonly CancelledUnits[];
  /** Whether no line is left that was or will be sent: the order is cancelled. */
  readonly whole: boolean;
  readonly cause: CancellationCause;
  /** What whoever asked for it wrote. */
  readonly cancelReason?: string;
  /** What is now kept of why lines were cancelled, where this changes it. */
  readonly lineReasons?: LineReasons;
  readonly items: readonly HeldItem[];
  readonly shares: readonly Share[];
  /** What the shares add up to, in the minor unit of the order's currency. */
  readonly amount: Minor;
  readonly confirmed: boolean;
};

/** Lines that left their node together. `final`: nothing of the order is left to be sent. */
export type LinesDispatched = {
  readonly shipmentId: ShipmentId;
  readonly lines: readonly Pick<OrderLine, "lineId" | "category" | "quantity" | "unitPrice">[];
  readonly items: readonly HeldItem[];
  readonly share: Share;
  readonly final: boolean;
  readonly carrier: string;
  readonly trackingNumber?: string;
  readonly dispatchedAt: Instant;
};
