import { createHash } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import * as z from "zod/mini";
import type { Instant } from "#kernel/time";
import type { Market } from "#markets/schema";
import type { Api, ApiAnswer } from "../market-api/api.ts";
import { refusalOf, unexpected } from "../market-api/refusal.ts";
import type { Catalogue } from "./catalogue.ts";
import { differenceOf } from "./compare-order.ts";
import { count, type Demand, keysOf } from "./demand.ts";
import type { MappedOrder, OrderRequest } from "./order-request.ts";

/**
 * What a market said to an order. A `duplicate` was accepted by an earlier run, or earlier in the same file; with other
 * content it is rejected as a `conflict`. `wanting` is one that the market would take if it had the goods on offer.
 */
export type Placement =
  | { readonly kind: "accepted" | "duplicate"; readonly orderId: string }
  | { readonly kind: "rejected"; readonly code: string; readonly detail: string; readonly field?: string }
  | { readonly kind: "wanting"; readonly code: string; readonly detail: string };
/** A placement that is final. */
export type Settled = Exclude<Placement, { kind: "wanting" }>;
/** How long the market took for its last answer. */
export type Timed = { readonly milliseconds: number };

const order = z.looseObject({
  id: z.string(),
  status: z.string(),
  recordedAt: z.optional(z.string()),
  /** Shown to the caller that placed the order. */
  buyer: z.optional(z.unknown()),
});
type Order = z.output<typeof order>;

/** What placing stands on, and when this run began: that tells our own order from an earlier one where an answer was lost. */
export type Placing = {
  readonly api: Api;
  readonly market: Market;
  readonly since: Instant;
};
type Placeable = Pick<MappedOrder, "request" | "placedOn">;

/**
 * Asks the market for one order, once, however often it is called: the idempotency key is made of the order's id and
 * content, and the market knows each id for ever. Nothing is put on sale for it.
 */
export async function ask({ api, market, since }: Placing, asked: Placeable): Promise<Placement & Timed> {
  const { request } = asked;
  const answer = await api({ method: "POST", path: "/orders", body: request, idempotencyKey: keyOf(request) });
  return { ...(await placementOf(answer, { api, market, since }, asked)), milliseconds: answer.milliseconds };
}

/** How often goods that others buy meanwhile are replaced before an order is given up. */
const attempts = 12;

/** Asks for an order whose goods were put on offer; what others bought of them meanwhile is replaced. */
export async function place(
  placing: Placing & { readonly catalogue: Pick<Catalogue, "raise"> },
  asked: Placeable & Pick<MappedOrder, "wanted">,
): Promise<Settled & Timed> {
  const demand: Demand = new Map();
  count(demand, asked.wanted);
  let answer = await ask(placing, asked);
  for (let attempt = 1; attempt < attempts && answer.kind === "wanting" && answer.code === outOfStock; attempt++) {
    for (const key of keysOf(demand)) await placing.catalogue.raise(key);
    answer = await ask(placing, asked);
  }
  return answer.kind === "wanting" ? { ...answer, kind: "rejected" } : answer;
}

/**
 * What the market knows under an order's id. Asks only.
 * @returns `undefined` when it knows no such order of this caller
 */
export async function lookUp(placing: Placing, asked: Placeable): Promise<(Settled & Timed) | undefined> {
  const { externalId } = asked.request;
  const request = { method: "GET", path: `/orders?externalId=${encodeURIComponent(externalId)}` };
  const answer = await placing.api(request);
  if (answer.status === 422) return undefined; // an id that no order can have
  const found = z.safeParse(z.object({ items: z.array(order) }), answer.body).data;
  if (answer.status !== 200 || !found) throw unexpected(request, answer);
  // another caller may have an order of the same id
  const known = found.items.find(({ buyer }) => buyer !== undefined);
  return known && { ...(await settled(placing, known, "duplicate", asked)), milliseconds: answer.milliseconds };
}

/** The same order and content, the same key: a repeat is answered as before. Other content: the market's word counts. */
const keyOf = (request: OrderRequest): string =>
  createHash("sha256").update(JSON.stringify(request)).digest("base64url");

const outOfStock = "out-of-stock";
/** What an order is told that is right in all but what is on offer: the market looks at that last. */
const wanting: ReadonlySet<string> = new Set(["unknown-listing", outOfStock]);

async function placementOf(answer: ApiAnswer, placing: Placing, asked: Placeable): Promise<Placement> {
  const known = z.safeParse(order, answer.body).data;
  if (answer.status > 202 || !known) {
    if (answer.status === 401 || answer.status === 403) throw unexpected({ method: "POST", path: "/orders" }, answer);
    const refusal = refusalOf(answer);
    return { kind: wanting.has(refusal.code) ? "wanting" : "rejected", ...refusal };
  }
  const repeated = answer.status === 200 || answer.headers.get("idempotency-replayed") === "true";
  const ours = answer.uncertain && (known.recordedAt ?? "") >= placing.since;
  return settled(placing, known, repeated && !ours ? "duplicate" : "accepted", asked);
}

/** A large order is taken in parts, and only when all its stock is held does it count. */
async function settled(
  { api, market }: Placing,
  seen: Order,
  kind: "accepted" | "duplicate",
  asked: Placeable,
): Promise<Settled> {
  let known = seen;
  for (let attempt = 0; known.status === "reserving" && attempt < 100; attempt++) {
    await pause(Math.min(50 * 1.3 ** attempt, 2000));
    const { body } = await api({ method: "GET", path: `/orders/${known.id}` });
    known = z.safeParse(order, body).data ?? known;
  }
  if (known.status === "refused")
    return {
      kind: "rejected",
      code: outOfStock,
      detail: `order ${known.id} was refused after it was taken in`,
    };
  const difference = kind === "duplicate" ? differenceOf(asked, known, market) : undefined;
  if (!difference) return { kind, orderId: known.id };
  const { field, detail } = difference;
  return { kind: "rejected", code: "conflict", field, detail: `the market has it as ${known.id}: ${detail}` };
}
