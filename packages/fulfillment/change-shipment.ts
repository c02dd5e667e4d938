import type { Decision } from "#kernel/decision";
import { eventIds } from "#kernel/event";
import { newId } from "#kernel/ids";
import type { Instant } from "#kernel/time";
import { attemptsUnderContention, ContentionError, pause } from "#platform/contention";
import type { ShipmentId } from "./contracts/ids.ts";
import { publishedEvents } from "./published-events.ts";
import { after, type Shipment, type ShipmentEvent } from "./shipment.ts";
import type { Reply, ShipmentStore, Stored } from "./shipment-store.ts";

export type Changed<Rejection> =
  | { readonly outcome: "changed"; readonly stored: Stored }
  /** A repeated cause, or what was asked for already holds. */
  | { readonly outcome: "unchanged"; readonly stored: Stored }
  | { readonly outcome: "rejected"; readonly rejection: Rejection }
  | { readonly outcome: "not-found" };

/**
 * Decides on the newest state and writes the next one with its events; when others were faster it decides again.
 * @param known the shipment as it was a moment ago: if nothing happened to it since, it need not be read
 * @param reply what to record for the client's command, given the state it leads to
 * @throws ContentionError when others kept winning
 */
export async function changeShipment<Rejection>(
  store: ShipmentStore,
  id: ShipmentId,
  decide: (shipment: Shipment) => Decision<ShipmentEvent, Rejection>,
  {
    now,
    cause,
    known,
    reply,
  }: { now: Instant; cause?: string | undefined; known?: Stored; reply?: (next: Stored) => Reply },
): Promise<Changed<Rejection>> {
  for (let attempt = 1; attempt <= attemptsUnderContention; attempt++) {
    const from = attempt === 1 && known ? known : await store.find(id);
    if (!from) return { outcome: "not-found" };
    if (cause !== undefined && from.seen.has(cause)) return { outcome: "unchanged", stored: from };
    const decision = decide(from.shipment);
    if (decision.outcome === "rejected") return decision;
    if (decision.events.length === 0) return { outcome: "unchanged", stored: from };
    const version = from.version + 1;
    const seen = cause === undefined ? from.seen : new Set([...from.seen, cause]);
    const next: Stored = { shipment: decision.events.reduce(after, from.shipment), version, seen };
    const events = decision.events.flatMap((event) =>
      publishedEvents(from.shipment, event, { id: newId(eventIds), version, now }),
    );
    if ((await store.save({ from, next, events, reply: reply?.(next) })) === "saved")
      return { outcome: "changed", stored: next };
    await pause(attempt);
  }
  throw new ContentionError("a shipment is changed too often");
}
