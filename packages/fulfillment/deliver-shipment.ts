import type * as z from "zod/mini";
import type { Problem } from "#platform/problem";
import { changeShipment } from "./change-shipment.ts";
import { deliver } from "./shipment.ts";
import {
  invalidField,
  noShipment,
  notDispatchable,
  notYet,
  refusalFor,
  repeated,
  type Shown,
  shown,
} from "./shipment-answers.ts";
import type { ShipmentCommand, ShipmentProblem } from "./shipment-command.ts";
import type { ShipmentStore } from "./shipment-store.ts";
import type { deliveryBody } from "./shipment-view.ts";

type DeliveryCommand = ShipmentCommand<z.output<typeof deliveryBody>>;

/** Records that a dispatched shipment arrived; told again, the first delivery stands. */
export async function deliverShipment(
  { shipments }: { readonly shipments: ShipmentStore },
  { path, body: { at }, caller, now, idempotency }: DeliveryCommand,
): Promise<Shown | Problem<ShipmentProblem>> {
  const { stored, reply } = await shipments.findWithReply(path.id, idempotency);
  if (!stored) return noShipment();
  const refusal = refusalFor(caller, stored);
  if (refusal) return refusal;
  if (reply) return repeated(reply);
  const early = notYet(at, now);
  if (early) return early;

  const changed = await changeShipment(shipments, path.id, (shipment) => deliver(shipment, { at, now }), {
    now,
    known: stored,
    reply: (next) => ({ request: idempotency, answer: shown(next), now }),
  });
  switch (changed.outcome) {
    case "changed":
      return shown(changed.stored);
    case "unchanged": {
      const earlier = await shipments.reply({ request: idempotency, answer: shown(changed.stored), now });
      return earlier ? repeated(earlier) : shown(changed.stored);
    }
    case "not-found":
      return noShipment();
    case "rejected":
      return changed.rejection.code === "before-dispatch"
        ? invalidField("/at", `is before the dispatch at ${changed.rejection.dispatchedAt}`)
        : notDispatchable(`the shipment is ${changed.rejection.status}: only a dispatched one can arrive`, {
            shipmentStatus: changed.rejection.status,
          });
  }
}
