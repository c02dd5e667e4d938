import { createHash } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import * as z from "zod/mini";
import type { Api } from "../market-api/api.ts";
import { refusalOf } from "../market-api/refusal.ts";
import type { EndedOrder } from "../replay/reading.ts";

/** Which final state an order was brought to: `already` when the market had it so before. */
export type Simulated =
  | { readonly kind: "cancelled" | "dispatched" | "delivered"; readonly already: boolean }
  | { readonly kind: "not-played"; readonly why: string };

const order = z.object({
  status: z.string(),
  statusReason: z.optional(z.string()),
  shipments: z.array(z.object({ id: z.string(), status: z.string() })),
});
type Order = z.output<typeof order>;

type Simulation = {
  /** For a caller who may cancel orders and move shipments. */
  readonly api: Api;
  /** The carrier of shipments whose carrier nobody recorded. */
  readonly carrier: string;
  /** How long to wait for payment and shipments, in milliseconds. */
  readonly patience: number;
};

/**
 * Brings an order, through the API, to the state that it reached where it comes from. Waits until the order is paid and
 * its shipments are planned. Doing it again changes nothing.
 */
export async function simulateLifecycle(
  simulation: Simulation,
  { orderId, finalState }: EndedOrder,
): Promise<Simulated> {
  const ready = await waitFor(simulation, orderId, finalState.kind === "cancelled" ? isPaidOrOver : isPlannedOrOver);
  if (!ready) return notPlayed(`order ${orderId} was not ready in time`);
  if (finalState.kind === "cancelled") {
    if (ready.status === "cancelled") return { kind: "cancelled", already: true };
    const path = `/orders/${orderId}/cancellation`;
    const refused = await command(simulation.api, path, {
      reason: finalState.reason ?? "cancelled where the order comes from",
    });
    return refused === undefined ? { kind: "cancelled", already: false } : notPlayed(refused);
  }
  const moving = ready.shipments.filter(({ status }) => status !== "cancelled");
  if (moving.length === 0) return notPlayed(`order ${orderId} is ${ready.status} and has nothing to ship`);
  let changed = false;
  for (const { id, status } of moving) {
    const steps = [
      {
        from: "planned",
        path: `/shipments/${id}/dispatch`,
        body: { carrier: simulation.carrier, ...at(finalState.dispatchedAt) },
      },
      ...(finalState.kind === "delivered"
        ? [{ from: "dispatched", path: `/shipments/${id}/delivery`, body: at(finalState.deliveredAt) }]
        : []),
    ];
    const begun = steps.findIndex(({ from }) => from === status);
    for (const { path, body } of begun === -1 ? [] : steps.slice(begun)) {
      const refused = await command(simulation.api, path, body);
      if (refused !== undefined) return notPlayed(refused);
      changed = true;
    }
  }
  return { kind: finalState.kind, already: !changed };
}

const notPlayed = (why: string): Simulated => ({ kind: "not-played", why });

const at = (instant: string | undefined) => (instant === undefined ? {} : { at: instant });

const isOver = ({ status }: Order): boolean => ["cancelled", "lapsed", "refused"].includes(status);
const isPaidOrOver = (seen: Order): boolean => isOver(seen) || ["confirmed", "completed"].includes(seen.status);
const isPlannedOrOver = (seen: Order): boolean => isOver(seen) || (isPaidOrOver(seen) && seen.shipments.length > 0);

async function waitFor({ api, patience }: Simulation, orderId: string, ready: (seen: Order) => boolean) {
  const until = performance.now() + patience;
  for (let wait = 100; ; wait = Math.min(wait * 1.5, 2000)) {
    const { body } = await api({ method: "GET", path: `/orders/${orderId}` });
    const seen = z.safeParse(order, body).data;
    if (seen && ready(seen)) return seen;
    if (performance.now() + wait > until) return undefined;
    await pause(wait);
  }
}

/** @returns why it was refused, `undefined` when it was done */
async function command(api: Api, path: string, body: object): Promise<string | undefined> {
  const idempotencyKey = createHash("sha256")
    .update(`${path}\n${JSON.stringify(body)}`)
    .digest("base64url");
  const answer = await api({ method: "POST", path, body, idempotencyKey });
  if (answer.status < 300) return undefined;
  const { code, detail } = refusalOf(answer);
  return `POST ${path}: ${code}${detail === "" ? "" : `, ${detail}`}`;
}
