import type { Instant } from "#kernel/time";
import { plusSeconds } from "#kernel/time";
import { type Caller, mayActFor } from "#platform/caller";
import { forbidden, invalid, notFound, type Problem, problem } from "#platform/problem";
import { shipmentNotDispatchable } from "./contracts/problems.ts";
import type { Shipment } from "./shipment.ts";

export const noShipment = (): Problem<"not-found"> => problem(notFound, "there is no such shipment");

/** Another seller's shipment may not be acted on. Reading it is answered as if it did not exist. */
export const refusalFor = (caller: Caller, shipment: Shipment): Problem<"forbidden"> | undefined =>
  mayActFor(caller, shipment.sellerId) ? undefined : problem(forbidden, "this shipment is another seller's");

export const invalidField = (pointer: string, detail: string): Problem<"invalid"> =>
  problem(invalid, "the request does not meet its contract", { errors: [{ pointer, detail }] });

/** Clocks of clients may be ahead by so much. */
const skewSeconds = 300;

/** What has not happened yet cannot be reported. */
export const notYet = (at: Instant | undefined, now: Instant): Problem<"invalid"> | undefined =>
  at !== undefined && at > plusSeconds(now, skewSeconds) ? invalidField("/at", "lies in the future") : undefined;

export const notDispatchable = (
  detail: string,
  more?: Readonly<Record<string, unknown>>,
): Problem<"shipment-not-dispatchable"> => problem(shipmentNotDispatchable, detail, more ? { more } : {});
