import type { Instant } from "#kernel/time";
import type { Destination } from "#markets/serving";
import type { LineUnits } from "#ordering/contracts/fields";
import type { LineId, OrderId } from "#ordering/contracts/ids";
import type { ShipmentId } from "./contracts/ids.ts";
import type { PlannableLine } from "./planning.ts";
import type { Handover } from "./shipment.ts";

/** What fulfilment needs of ordering. The order alone decides whether a line may still be cancelled or sent. */
export type OrderPort = {
  /** The order's lines as they are now, not as they were a moment ago, with the units that are not cancelled. @returns `undefined` when there is no such order */
  linesOf(orderId: OrderId): Promise<readonly PlannableLine[] | undefined>;
  /** Notes which shipments will bring which lines. Those that it knows already stay as they are. */
  allocate(orderId: OrderId, shipments: readonly Allocation[], now: Instant): Promise<void>;
  /** Lets the lines go: from here on none of them can be cancelled. */
  approveDispatch(request: DispatchRequest, now: Instant): Promise<DispatchApproval>;
  /** Where the order goes. It is looked at and not kept. @returns `undefined` when nobody knows any more */
  destinationOf(orderId: OrderId): Promise<Omit<Destination, "country"> | undefined>;
};

export type Allocation = { readonly shipmentId: ShipmentId; readonly lineIds: readonly LineId[] };

export type DispatchRequest = Handover & {
  readonly orderId: OrderId;
  readonly shipmentId: ShipmentId;
  readonly lines: readonly LineUnits[];
};

export type DispatchApproval =
  | { readonly outcome: "approved" }
  /** Someone else was allowed to send this shipment; what they told of it is on its way here. */
  | { readonly outcome: "already-approved" }
  /** The order is in a state in which nothing of it is sent: cancelled, for one. */
  | { readonly outcome: "not-confirmed"; readonly status: string }
  | { readonly outcome: "not-found" }
  /** It would have left before anybody ordered it. */
  | { readonly outcome: "before-placed"; readonly placedAt: Instant }
  /** These lines are in a state from which nothing is dispatched, or another number of their units is `left`; nothing was
   *  changed. */
  | { readonly outcome: "refused"; readonly lines: readonly RefusedLine[] };
type RefusedLine = { readonly lineId: LineId; readonly status: string; readonly left?: number };
