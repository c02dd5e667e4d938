import * as z from "zod/mini";
import { type OrderBody, orderBody } from "#checkout/order-body";
import { draftOrder, type OrderDraft } from "#checkout/order-draft";
import type { Instant } from "#kernel/time";
import type { Market } from "#markets/schema";
import { isProblem, problemDocument } from "#platform/problem";
import { refusalOf } from "../market-api/refusal.ts";
import type { OrderRequest } from "./order-request.ts";

/** What a market makes of an order before it looks at listings and stock: its words and codes as it keeps them, or why not. */
export type Judgement =
  | { readonly outcome: "kept"; readonly body: OrderBody; readonly draft: OrderDraft }
  | { readonly outcome: "refused"; readonly code: string; readonly detail: string };

const importer = { scopes: new Set(["orders/place", "orders/import"]) };

/** Holds an order against the market's own contract and decision. Asks nobody. */
export function judge(request: OrderRequest, market: Market, now: Instant): Judgement {
  const read = z.safeParse(orderBody, request);
  if (!read.success) {
    const [issue] = read.error.issues;
    return { outcome: "refused", code: "invalid", detail: `/${issue?.path.join("/")} ${issue?.message}` };
  }
  const draft = draftOrder(market, read.data, importer, now);
  if (!isProblem(draft)) return { outcome: "kept", body: read.data, draft };
  return { outcome: "refused", ...refusalOf({ status: 422, body: problemDocument(draft) }) };
}
