import * as z from "zod/mini";
import { currencyMismatch } from "#catalog/contracts/problems";
import { listingBody, listingsQuery, listingView } from "#catalog/listing-view";
import { sellerId, sku } from "#kernel/codes";
import { tableName } from "#platform/environment";
import { pageOf } from "#platform/page";
import { versionStale } from "#platform/problem";
import { route } from "#platform/route";
import { unknownSeller } from "#sellers/contracts/problems";

const path = z.object({ sellerId, sku });

export const routes = {
  put: route("PUT /sellers/{sellerId}/listings/{sku}", {
    scope: "listings/write",
    summary: "List something, or change its listing",
    boundSellers: "own",
    conditional: true,
    path,
    greedy: true,
    body: listingBody,
    answers: { 200: listingView, 201: listingView },
    problems: [unknownSeller, currencyMismatch, versionStale],
  }),
  show: route("GET /sellers/{sellerId}/listings/{sku}", {
    scope: "listings/read",
    summary: "A listing and how many units can be bought; a seller sees its own",
    boundSellers: "own",
    path,
    greedy: true,
    answers: { 200: listingView },
    problems: [],
  }),
  list: route("GET /listings", {
    scope: "listings/read",
    summary: "Listings by category, then SKU; of a category, of a seller, or all. A seller sees its own",
    boundSellers: "own",
    query: listingsQuery,
    answers: { 200: pageOf(listingView) },
    problems: [],
  }),
} as const;

export const apiEnvironment = z.object({
  CATALOG_TABLE: tableName,
  SELLERS_TABLE: tableName,
  INVENTORY_TABLE: tableName,
});
