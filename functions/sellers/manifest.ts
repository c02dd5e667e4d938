import * as z from "zod/mini";
import { sellerId } from "#kernel/codes";
import { tableName } from "#platform/environment";
import { versionStale } from "#platform/problem";
import { route } from "#platform/route";
import { countryNotServed } from "#sellers/contracts/problems";
import { sellerBody, sellerView } from "#sellers/seller-view";

const path = z.object({ sellerId });

export const routes = {
  put: route("PUT /sellers/{sellerId}", {
    scope: "sellers/write",
    summary: "Open a shop, or change what is known of it",
    boundSellers: "own",
    conditional: true,
    path,
    body: sellerBody,
    answers: { 200: sellerView, 201: sellerView },
    problems: [countryNotServed, versionStale],
  }),
  show: route("GET /sellers/{sellerId}", {
    scope: "sellers/read",
    summary: "A shop; a seller sees its own",
    boundSellers: "own",
    path,
    answers: { 200: sellerView },
    problems: [],
  }),
} as const;

export const apiEnvironment = z.object({ SELLERS_TABLE: tableName });
