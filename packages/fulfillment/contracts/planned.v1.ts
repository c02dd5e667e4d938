import * as z from "zod/mini";
import { nodeId, sellerId } from "#kernel/codes";
import { eventContract } from "#kernel/event";
import { lineId, orderId, shipmentId } from "#kernel/schemas";

/** Shipments were planned for an order's lines. A large order is told in several events, each of other shipments. */
export const plannedV1 = eventContract({
  type: "archipelago.fulfillment.planned.v1",
  audience: "market",
  data: z.strictObject({
    orderId,
    shipments: z.array(
      z.strictObject({ shipmentId, sellerId, nodeId, lineIds: z.array(lineId).check(z.minLength(1)) }),
    ),
  }),
});
