import type { Instant } from "#kernel/time";
import { plusSeconds } from "#kernel/time";
import { type Answer, answer } from "#platform/answer";
import { type Caller, mayActFor } from "#platform/caller";
import { forbidden, invalid, isProblem, notFound, type Problem, problem } from "#platform/problem";
import { shipmentNotDispatchable } from "./contracts/problems.ts";
import type { EarlierReply, Stored } from "./shipment-store.ts";
import { type ShipmentView, viewOf } from "./shipment-view.ts";

export type Shown = Answer<200, ShipmentView>;

export const shown = ({ shipment, version }: Stored): Shown => answer(200, viewOf(shipment, version), { version });

/** What a command of this module answered before: it never answers anything but a shipment. */
export const repeated = (reply: EarlierReply): Shown | Problem<"idempotency-key-reused"> =>
  isProblem(reply) ? (reply as Problem<"idempotency-key-reused">) : (reply as Shown);

export const noShipment = (): Problem<"not-found"> => problem(notFound, "there is no such shipment");

/** Another seller's shipment may not be acted on. Reading it is answered as if it did not exist. */
export const refusalFor = (caller: Caller, { shipment }: Stored): Problem<"forbidden"> | undefined =>
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
