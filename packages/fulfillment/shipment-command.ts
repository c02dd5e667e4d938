import type { Instant } from "#kernel/time";
import type { Caller } from "#platform/caller";
import type { IdempotentRequest } from "#platform/idempotency";
import type { ShipmentId } from "./contracts/ids.ts";

/** What a client wants done with a shipment. */
export type ShipmentCommand<Body> = {
  readonly path: { readonly id: ShipmentId };
  readonly body: Body;
  readonly caller: Caller;
  readonly now: Instant;
  readonly idempotency: IdempotentRequest;
};

/** How such a command can be refused. */
export type ShipmentProblem =
  | "not-found"
  | "forbidden"
  | "invalid"
  | "shipment-not-dispatchable"
  | "idempotency-key-reused";
