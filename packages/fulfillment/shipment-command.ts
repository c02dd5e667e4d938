import type { Instant } from "#kernel/time";
import type { Caller } from "#platform/caller";
import type { Stored } from "#platform/decide-and-save";
import type { IdempotentRequest } from "#platform/idempotency";
import type { Problem } from "#platform/problem";
import type { ShipmentId } from "./contracts/ids.ts";
import { noShipment, notYet, refusalFor } from "./problems.ts";
import type { Shipment } from "./shipment.ts";
import type { ShipmentStore } from "./shipment-store.ts";
import { type ShipmentShown, shownAgain } from "./shipment-view.ts";

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

/** The shipment that a command is about, or what is to be answered without asking it: there is none, it is another
 *  seller's, the command was answered before, or it tells of what has not happened yet. */
export async function shipmentFor(
  shipments: Pick<ShipmentStore, "findWithReply">,
  { path, body, caller, now, idempotency }: ShipmentCommand<object>,
): Promise<{ readonly stored: Stored<Shipment> } | { readonly answer: ShipmentAnswer }> {
  const { stored, reply } = await shipments.findWithReply(path.id, idempotency);
  if (!stored) return { answer: noShipment() };
  const refusal = refusalFor(caller, stored.state);
  if (refusal) return { answer: refusal };
  if (reply) return { answer: shownAgain(reply) };
  const early = notYet(body.at, now);
  return early ? { answer: early } : { stored };
}
