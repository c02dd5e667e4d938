import * as z from "zod/mini";
import { shipmentId } from "#fulfillment/contracts/ids";
import { shipmentNotDispatchable } from "#fulfillment/contracts/problems";
import { deliveryBody, dispatchBody, shipmentStatus, shipmentView } from "#fulfillment/shipment-view";
import * as codes from "#kernel/codes";
import { cancelledV3 } from "#ordering/contracts/cancelled.v3";
import { confirmedV2 } from "#ordering/contracts/confirmed.v2";
import { orderId } from "#ordering/contracts/ids";
import { linesDispatchedV3 } from "#ordering/contracts/lines-dispatched.v3";
import { changedSince } from "#platform/changed-since";
import { tableName } from "#platform/environment";
import { consumer } from "#platform/manifest";
import { pageOf, pageQuery } from "#platform/page";
import { idempotencyKeyReused } from "#platform/problem";
import { route } from "#platform/route";

const path = z.object({ id: shipmentId });

export const routes = {
  show: route("GET /shipments/{id}", {
    scope: "shipments/read",
    summary: "A shipment; a seller sees its own",
    boundSellers: "own",
    path,
    answers: { 200: shipmentView },
    problems: [],
  }),
  list: route("GET /shipments", {
    scope: "shipments/read",
    summary: "Shipments of an order, a seller or a status, or changed in the last 30 days; a seller sees its own",
    boundSellers: "own",
    query: z.strictObject({
      ...pageQuery,
      orderId: z.optional(orderId),
      sellerId: z.optional(codes.sellerId),
      status: z.optional(shipmentStatus),
      changedSince: z.optional(changedSince),
    }),
    answers: { 200: pageOf(shipmentView) },
    problems: [],
  }),
  dispatch: route("POST /shipments/{id}/dispatch", {
    scope: "shipments/write",
    summary: "Hand a planned shipment to a carrier of the market",
    boundSellers: "own",
    idempotent: true,
    path,
    body: dispatchBody,
    answers: { 200: shipmentView },
    problems: [shipmentNotDispatchable, idempotencyKeyReused],
  }),
  deliver: route("POST /shipments/{id}/delivery", {
    scope: "shipments/write",
    summary: "Record that a dispatched shipment arrived; a repeat changes nothing",
    boundSellers: "own",
    idempotent: true,
    path,
    body: deliveryBody,
    answers: { 200: shipmentView },
    problems: [shipmentNotDispatchable, idempotencyKeyReused],
  }),
} as const;

/** The API dispatches, and asks the order first: it writes to both tables. */
export const apiEnvironment = z.object({ FULFILLMENT_TABLE: tableName, ORDERING_TABLE: tableName });

/** Reads the order's lines as they are when the message is handled, and lets the order note its shipments. */
export const planOnConfirmed = consumer({
  on: [confirmedV2],
  environment: z.object({ FULFILLMENT_TABLE: tableName, ORDERING_TABLE: tableName }),
  impactWhenStuck: "Paid orders are not routed to their nodes: nothing of them is sent.",
});

/** Asks the order how many units of its lines are left. */
export const withdrawOnCancelled = consumer({
  on: [cancelledV3],
  environment: z.object({ FULFILLMENT_TABLE: tableName, ORDERING_TABLE: tableName }),
  impactWhenStuck: "Cancelled units stay on planned shipments; dispatching these is refused until they are withdrawn.",
});

export const finishDispatch = consumer({
  on: [linesDispatchedV3],
  environment: z.object({ FULFILLMENT_TABLE: tableName }),
  impactWhenStuck: "Shipments whose dispatch was interrupted stay planned although their order let them go.",
});
