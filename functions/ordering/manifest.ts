import * as z from "zod/mini";
import { deliveredV2 } from "#fulfillment/contracts/delivered.v2";
import * as codes from "#kernel/codes";
import { moment } from "#kernel/schemas";
import { cancellationBody } from "#ordering/cancellation-body";
import { externalId, orderId } from "#ordering/contracts/ids";
import { lineDispatched, orderNotCancellable } from "#ordering/contracts/problems";
import { orderStatuses } from "#ordering/order";
import { orderView } from "#ordering/order-view";
import { authorisedV2 } from "#payments/contracts/authorised.v2";
import { declinedV1 } from "#payments/contracts/declined.v1";
import { changedSince } from "#platform/changed-since";
import { tableName } from "#platform/environment";
import { consumer, schedule } from "#platform/manifest";
import { pageOf, pageQuery } from "#platform/page";
import { idempotencyKeyReused } from "#platform/problem";
import { route } from "#platform/route";

const path = z.object({ id: orderId });

export const routes = {
  show: route("GET /orders/{id}", {
    scope: "orders/read",
    summary: "An order; a seller sees its own lines and their sums, a machine the orders that it placed",
    boundSellers: "own",
    path,
    answers: { 200: orderView },
    problems: [],
  }),
  list: route("GET /orders", {
    scope: "orders/read",
    summary:
      "Orders, newest first, by status, seller, external id, when they were placed, or changed in the last 30 days; a page may hold few, `next` goes on",
    boundSellers: "own",
    query: z.strictObject({
      ...pageQuery,
      status: z.optional(z.enum(orderStatuses)),
      sellerId: z.optional(codes.sellerId),
      externalId: z.optional(externalId),
      placedFrom: z.optional(moment),
      placedTo: z.optional(moment),
      changedSince: z.optional(changedSince),
    }),
    answers: { 200: pageOf(orderView) },
    problems: [],
  }),
  cancel: route("POST /orders/{id}/cancellation", {
    scope: "orders/cancel",
    summary:
      "Cancel an order, some of its lines or units of them, before they are dispatched; a seller cancels its own",
    boundSellers: "own",
    idempotent: true,
    path,
    body: cancellationBody,
    answers: { 200: orderView },
    problems: [orderNotCancellable, lineDispatched, idempotencyKeyReused],
  }),
} as const;

/** Payments are read to show them with the order. */
export const apiEnvironment = z.object({ ORDERING_TABLE: tableName, PAYMENTS_TABLE: tableName });

export const confirmOnPayment = consumer({
  on: [authorisedV2, declinedV1],
  environment: z.object({ ORDERING_TABLE: tableName }),
  impactWhenStuck: "Paid orders are not confirmed: they lapse when they are due, and their money goes back.",
});

export const followShipments = consumer({
  on: [deliveredV2],
  environment: z.object({ ORDERING_TABLE: tableName }),
  impactWhenStuck: "Delivered orders are not completed.",
});

export const lapse = schedule({
  everyMinutes: 1,
  environment: z.object({ ORDERING_TABLE: tableName }),
  impactWhenStuck: "Unpaid orders keep stock that others could buy.",
  timeoutSeconds: 55,
});
