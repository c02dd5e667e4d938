import * as z from "zod/mini";
import { listingChangedV2 } from "#catalog/contracts/listing-changed.v2";
import { unknownListing } from "#catalog/contracts/problems";
import { stockHeld } from "#inventory/contracts/problems";
import { stockBody, stockView } from "#inventory/stock-view";
import { sellerId, sku } from "#kernel/codes";
import { cancelledV3 } from "#ordering/contracts/cancelled.v3";
import { lapsedV1 } from "#ordering/contracts/lapsed.v1";
import { linesDispatchedV3 } from "#ordering/contracts/lines-dispatched.v3";
import { refusedV1 } from "#ordering/contracts/refused.v1";
import { tableName } from "#platform/environment";
import { consumer } from "#platform/manifest";
import { versionStale } from "#platform/problem";
import { route } from "#platform/route";
import { unknownSeller } from "#sellers/contracts/problems";

const path = z.object({ sellerId, sku });

export const routes = {
  put: route("PUT /sellers/{sellerId}/stock/{sku}", {
    scope: "stock/write",
    summary: "Say how many units are on hand, at the seller's nearest node or node by node; what is not named is none",
    boundSellers: "own",
    conditional: true,
    path,
    greedy: true,
    body: stockBody,
    answers: { 200: stockView },
    problems: [unknownSeller, unknownListing, stockHeld, versionStale],
  }),
  show: route("GET /sellers/{sellerId}/stock/{sku}", {
    scope: "stock/read",
    summary: "Units on hand, held by orders and available; a seller sees its own",
    boundSellers: "own",
    path,
    greedy: true,
    answers: { 200: stockView },
    problems: [unknownListing],
  }),
} as const;

export const apiEnvironment = z.object({
  INVENTORY_TABLE: tableName,
  CATALOG_TABLE: tableName,
  SELLERS_TABLE: tableName,
});

const environment = z.object({ INVENTORY_TABLE: tableName });

export const releaseHolds = consumer({
  on: [cancelledV3, lapsedV1, refusedV1],
  environment,
  impactWhenStuck: "Units of orders that lapsed or were cancelled cannot be sold again.",
  timeoutSeconds: 30,
});

export const consumeHolds = consumer({
  on: [linesDispatchedV3],
  environment,
  impactWhenStuck: "Units that left the house still count as on hand and held.",
  timeoutSeconds: 30,
});

export const resplitStock = consumer({
  on: [listingChangedV2],
  environment,
  impactWhenStuck: "Stock stays in its old buckets: hot listings sell more slowly, nothing is lost.",
  timeoutSeconds: 30,
});
