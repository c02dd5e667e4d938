import type { Instant } from "#kernel/time";
import type { Caller } from "#platform/caller";
import type { IdempotentRequest } from "#platform/idempotency";
import type { Problem } from "#platform/problem";
import type { ShipmentId } from "./contracts/ids.ts";
import type { ShipmentShown } from "./shipment-view.ts";

/** What a client wants done with a shipment. */
export type ShipmentCommand<Body> = {
  readonly path: { readonly id: ShipmentId };
  readonly body: Body & { readonly at?: Instant | undefined };
  readonly caller: Caller;
  readonly now: Instant;
  readonly idempotency: IdempotentRequest;
};

/** How such a command can be answered. */
export type ShipmentAnswer =
  | ShipmentShown
  | Problem<"not-found" | "forbidden" | "invalid" | "shipment-not-dispatchable" | "idempotency-key-reused">;
