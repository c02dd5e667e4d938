import { createHash } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import * as z from "zod/mini";
import type { Instant } from "#kernel/time";
import type { Api, ApiAnswer } from "../market-api/api.ts";
import { refusalOf, unexpected } from "../market-api/refusal.ts";
import type { Catalogue } from "./catalogue.ts";
import type { MappedOrder, OrderRequest } from "./order-request.ts";

/** What a market said to an order. A `duplicate` was accepted by an earlier run, or earlier in the same file. */
export type Placement =
  | { readonly kind: "accepted" | "duplicate"; readonly orderId: string }
  | { readonly kind: "rejected"; readonly code: string; readonly detail: string };

const order = z.object({
  id: z.string(),
  status: z.string(),
  recordedAt: z.optional(z.string()),
  /** Shown to the caller that placed the order. */
  buyer: z.optional(z.unknown()),
});
type Order = z.output<typeof order>;

/**
 * Places one order, once, however often it is called: the idempotency key is made of the order's id and content, and
 * the market knows each id for ever.
 * @param since when this run began: tells our own order from an earlier one where an answer was lost
 * @returns also how long the market took for its last answer
 */
export async function place(
  { api, catalogue }: { readonly api: Api; readonly catalogue: Pick<Catalogue, "raise"> },
  { request, wanted }: Pick<MappedOrder, "request" | "wanted">,
  since: Instant,
): Promise<Placement & { readonly milliseconds: number }> {
  const send = () => api({ method: "POST", path: "/orders", body: request, idempotencyKey: idempotencyKeyOf(request) });
  let answer = await send();
  for (let attempt = 1; attempt < 5 && refusalOf(answer).code === "out-of-stock"; attempt++) {
    // Somebody else bought what was meant for this order.
    for (const { sellerId, sku, quantity, nodeId } of inOneLineAKey(wanted))
      await catalogue.raise({ sellerId, sku, nodes: new Map([[nodeId, quantity]]) });
    answer = await send();
  }
  return { ...(await placementOf(api, answer, since)), milliseconds: answer.milliseconds };
}

/**
 * What the market knows under an order's id.
 * @returns `undefined` when it knows no such order of this caller
 */
export async function lookUp(
  api: Api,
  externalId: string,
): Promise<(Placement & { milliseconds: number }) | undefined> {
  const request = { method: "GET", path: `/orders?externalId=${encodeURIComponent(externalId)}` };
  const answer = await api(request);
  if (answer.status === 422) return undefined; // an id that no order can have
  const found = z.safeParse(z.object({ items: z.array(order) }), answer.body).data;
  if (answer.status !== 200 || !found) throw unexpected(request, answer);
  // another caller may have an order of the same id
  const known = found.items.find(({ buyer }) => buyer !== undefined);
  return known && { ...(await settled(api, known, "duplicate")), milliseconds: answer.milliseconds };
}

/** The same order and content, the same key: a repeat is answered as before. Other content: the market's word counts. */
const idempotencyKeyOf = (request: OrderRequest): string =>
  createHash("sha256").update(JSON.stringify(request)).digest("base64url");

async function placementOf(api: Api, answer: ApiAnswer, since: Instant): Promise<Placement> {
  const known = z.safeParse(order, answer.body).data;
  if (answer.status > 202 || !known) {
    if (answer.status === 401 || answer.status === 403) throw unexpected({ method: "POST", path: "/orders" }, answer);
    return { kind: "rejected", ...refusalOf(answer) };
  }
  const repeated = answer.status === 200 || answer.headers.get("idempotency-replayed") === "true";
  const ours = answer.uncertain && (known.recordedAt ?? "") >= since;
  return settled(api, known, repeated && !ours ? "duplicate" : "accepted");
}

/** A large order is taken in parts, and only when all its stock is held does it count. */
async function settled(api: Api, seen: Order, kind: "accepted" | "duplicate"): Promise<Placement> {
  let known = seen;
  for (let attempt = 0; known.status === "reserving" && attempt < 100; attempt++) {
    await pause(Math.min(50 * 1.3 ** attempt, 2000));
    const { body } = await api({ method: "GET", path: `/orders/${known.id}` });
    known = z.safeParse(order, body).data ?? known;
  }
  return known.status === "refused"
    ? { kind: "rejected", code: "out-of-stock", detail: `order ${known.id} was refused after it was taken in` }
    : { kind, orderId: known.id };
}

/** Stock is counted by key, and an order may repeat a key. */
function inOneLineAKey(wanted: MappedOrder["wanted"]): MappedOrder["wanted"] {
  const keys = Map.groupBy(wanted, ({ sellerId, sku }) => `${sellerId}|${sku}`);
  return [...keys.values()].flatMap(([first, ...more]) =>
    first ? [{ ...first, quantity: more.reduce((units, { quantity }) => units + quantity, first.quantity) }] : [],
  );
}
