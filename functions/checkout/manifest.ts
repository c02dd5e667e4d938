import * as z from "zod/mini";
import { currencyMismatch, unknownListing } from "#catalog/contracts/problems";
import { outOfStock, paymentMethodNotOffered } from "#checkout/contracts/problems";
import { orderBody } from "#checkout/order-body";
import { placedOrder } from "#checkout/place-request";
import { tableName } from "#platform/environment";
import { schedule, stream } from "#platform/manifest";
import { idempotencyKeyReused } from "#platform/problem";
import { route } from "#platform/route";
import { countryNotServed } from "#sellers/contracts/problems";

export const routes = {
  place: route("POST /orders", {
    scope: "orders/place",
    summary: "Place an order: its stock is held at once, or within moments when it is very large",
    boundSellers: "none",
    idempotent: true,
    body: orderBody,
    located: [201, 202],
    answers: { 200: placedOrder, 201: placedOrder, 202: placedOrder },
    problems: [
      unknownListing,
      outOfStock,
      countryNotServed,
      currencyMismatch,
      paymentMethodNotOffered,
      idempotencyKeyReused,
    ],
  }),
} as const;

/** Payments are read to show an order that was placed before. */
export const placeOrderEnvironment = z.object({
  ORDERING_TABLE: tableName,
  INVENTORY_TABLE: tableName,
  CATALOG_TABLE: tableName,
  PAYMENTS_TABLE: tableName,
});

const resumeEnvironment = z.object({ ORDERING_TABLE: tableName, INVENTORY_TABLE: tableName });

/** Every chunk that is taken asks for the next one. */
export const resumeReservingStream = stream({
  table: "ordering",
  patterns: [
    {
      eventName: ["INSERT", "MODIFY"],
      dynamodb: { NewImage: { kind: { S: ["order"] }, status: { S: ["reserving"] } } },
    },
  ],
  environment: resumeEnvironment,
  impactWhenStuck: "Very large orders wait for the minutely sweep to get their stock.",
});

export const resumeReservingSchedule = schedule({
  everyMinutes: 1,
  environment: resumeEnvironment,
  impactWhenStuck: "Very large orders whose reservation was interrupted keep stock and are neither held nor refused.",
  timeoutSeconds: 55,
});
