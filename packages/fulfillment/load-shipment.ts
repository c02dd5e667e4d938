import type { Stored } from "#platform/decide-and-save";
import { noShipment, notYet, refusalFor } from "./problems.ts";
import type { Shipment } from "./shipment.ts";
import type { ShipmentAnswer, ShipmentCommand } from "./shipment-command.ts";
import type { ShipmentStore } from "./shipment-store.ts";
import { shownAgain } from "./shipment-view.ts";

/** The shipment that a command is about, or what is to be answered without asking it: there is none, it is another
 *  seller's, the command was answered before, or it tells of what has not happened yet. */
export async function loadShipment(
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
