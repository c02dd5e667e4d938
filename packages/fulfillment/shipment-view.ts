import * as z from "zod/mini";
import { nodeId, sellerId, sku } from "#kernel/codes";
import { instant, moment } from "#kernel/schemas";
import type { Market } from "#markets/schema";
import { trackingStatus } from "#markets/strategies/tracking-numbers";
import { lineId, orderId } from "#ordering/contracts/ids";
import { type Answer, answer } from "#platform/answer";
import type { EarlierReply } from "#platform/decide-and-save";
import { isProblem, type Problem } from "#platform/problem";
import { shipmentId } from "./contracts/ids.ts";
import { type Shipment, shipmentStatuses } from "./shipment.ts";
import type { ShipmentStore } from "./shipment-store.ts";

export const shipmentStatus = z.enum(shipmentStatuses);

/** A shipment as clients see it. */
export const shipmentView = z.object({
  id: shipmentId,
  orderId,
  sellerId,
  nodeId,
  status: shipmentStatus,
  carrier: z.optional(z.string()),
  trackingNumber: z.optional(z.string()),
  /** Whether the number passes its carrier's own check; `unchecked` where none is known, `absent` where it left without. */
  trackingStatus: z.optional(z.enum(["valid", "invalid", "unchecked", "absent"])),
  lines: z.array(z.object({ lineId, sku, quantity: z.int().check(z.gte(1)) })),
  dispatchedAt: z.optional(instant),
  deliveredAt: z.optional(instant),
  version: z.int().check(z.gte(1)),
});
export type ShipmentView = z.output<typeof shipmentView>;

/** The market's carriers, whose rules say what their tracking numbers look like. */
export type Carriers = Market["carriers"];

/** Where shipments are, and what is known of who carries them. */
export type ShipmentPorts = { readonly shipments: ShipmentStore; readonly carriers: Carriers };

export function viewOf(shipment: Shipment, carriers: Carriers): ShipmentView {
  const { id, orderId, sellerId, nodeId, status, lines, version } = shipment;
  const view = { id, orderId, sellerId, nodeId, status, lines: [...lines], version };
  if (shipment.status !== "dispatched" && shipment.status !== "delivered") return view;
  const { carrier, trackingNumber, dispatchedAt } = shipment;
  return {
    ...view,
    carrier,
    ...(trackingNumber === undefined ? {} : { trackingNumber }),
    trackingStatus: trackingStatus(carriers.find(({ id }) => id === carrier) ?? { tracking: [] }, trackingNumber),
    dispatchedAt,
    ...(shipment.status === "delivered" ? { deliveredAt: shipment.deliveredAt } : {}),
  };
}

export type ShipmentShown = Answer<200, ShipmentView>;

export const shown = (shipment: Shipment, carriers: Carriers): ShipmentShown =>
  answer(200, viewOf(shipment, carriers), { version: shipment.version });

/** What a command about a shipment was answered before: it is never answered with anything but a shipment. */
export const shownAgain = (reply: EarlierReply): ShipmentShown | Problem<"idempotency-key-reused"> =>
  isProblem(reply) ? (reply as Problem<"idempotency-key-reused">) : (reply as ShipmentShown);

/** What a client tells of a handover. */
export const dispatchBody = z.strictObject({
  /** The id of one of the market's carriers. */
  carrier: z.string().check(z.minLength(1), z.maxLength(64)),
  trackingNumber: z.optional(
    z
      .string()
      .check(z.maxLength(64), z.regex(/^[A-Za-z0-9](?:[A-Za-z0-9 ./-]*[A-Za-z0-9])?$/, "must be letters and digits")),
  ),
  /** When the carrier took it; now when absent. */
  at: z.optional(moment),
});

/** What a client tells of a delivery. */
export const deliveryBody = z.strictObject({
  /** When it arrived; now when absent. */
  at: z.optional(moment),
});
