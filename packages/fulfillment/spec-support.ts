import type { DomainEvent } from "#kernel/event";
import { newId } from "#kernel/ids";
import { type Instant, instantOf } from "#kernel/time";
import { type LineId, type OrderId, orderIds } from "#ordering/contracts/ids";
import type { Answer } from "#platform/answer";
import type { Caller } from "#platform/caller";
import type { Change, EarlierReply, Saved, Stored } from "#platform/decide-and-save";
import { type IdempotentRequest, idempotencyRecordKey } from "#platform/idempotency";
import { idempotencyKeyReused, problem } from "#platform/problem";
import type { Allocation, DispatchRequest } from "./order-port.ts";
import type { PlannableLine } from "./planning.ts";
import type { PlannedShipment, Shipment, ShipmentEvent } from "./shipment.ts";
import { shipmentIdFor } from "./shipment-id.ts";
import type { ShipmentStore } from "./shipment-store.ts";
import type { Carriers } from "./shipment-view.ts";

/** Stand-ins for specs: a table in memory that keeps the store's promises, and an order that arbitrates. */
export const now = instantOf(Date.parse("2026-03-01T12:00:00Z"));
export const anOrder: OrderId = newId(orderIds);

export const line = (lineId: LineId, more: Partial<PlannableLine> = {}): PlannableLine => ({
  lineId,
  sellerId: "north",
  sku: `sku-${lineId}`,
  quantity: 1,
  cancelledQuantity: 0,
  nodeId: "n1",
  status: "open",
  ...more,
});

export const plannedShipment = (lineIds: readonly LineId[]): PlannedShipment => ({
  id: shipmentIdFor(anOrder, { sellerId: "north", nodeId: "n1" }),
  orderId: anOrder,
  sellerId: "north",
  nodeId: "n1",
  status: "planned",
  version: 1,
  lines: lineIds.map((lineId) => ({ lineId, sku: `sku-${lineId}`, quantity: 1 })),
});

export const operations: Caller = {
  id: "user-1",
  scopes: new Set(),
  groups: new Set(["operations"]),
  sellerIds: undefined,
};
export const sellerOf = (...ids: string[]): Caller => ({ ...operations, id: "user-2", sellerIds: new Set(ids) });

/** Two carriers: one that checks its numbers and goes everywhere, and one that does neither. */
const provenance = { source: "for specs [U]", verifiedOn: "2026-03-01" };
export const carriers: Carriers = [
  { id: "post", tracking: [{ check: "ups-1z" }], ...provenance },
  { id: "courier", doesNotReach: { postcodes: /^FAR/, regions: [] }, tracking: [], ...provenance },
];

export function shipmentsInMemory() {
  const rows = new Map<string, Stored<Shipment>>();
  const records = new Map<string, { fingerprint: string; answer: Answer }>();
  const published: DomainEvent[] = [];
  const keyOf = (request: IdempotentRequest) => idempotencyRecordKey(request).pk;
  const standing = (request: IdempotentRequest): EarlierReply | undefined => {
    const record = records.get(keyOf(request));
    if (!record) return undefined;
    if (record.fingerprint !== request.fingerprint) return problem(idempotencyKeyReused, "used before");
    return { ...record.answer, replayed: true };
  };
  async function save(change: Change<Shipment, ShipmentEvent>): Promise<Saved> {
    const { before, after, events, integrationEvents, reply } = change;
    const earlier = reply && standing(reply.request);
    if (earlier) return { reply: earlier };
    if (events.length > 0) {
      if (rows.get(before.state.id)?.state.version !== before.state.version) return "changed-meanwhile";
      rows.set(before.state.id, after);
      published.push(...integrationEvents);
    }
    if (reply) records.set(keyOf(reply.request), { fingerprint: reply.request.fingerprint, answer: reply.answer });
    return "saved";
  }
  const store: ShipmentStore = {
    find: async (id) => rows.get(id),
    findWithReply: async (id, request) => ({ stored: rows.get(id), reply: standing(request) }),
    async create(shipments) {
      const existing = shipments.filter(({ id }) => rows.has(id)).map(({ id }) => id);
      if (existing.length > 0) return existing;
      for (const shipment of shipments) rows.set(shipment.id, { state: shipment, seen: new Set(), beside: undefined });
      return [];
    },
    at: (id) => ({ load: async () => rows.get(id), save }),
    list: async () => ({ items: [...rows.values()], next: null }),
  };
  const facts = () => published.map(({ type }) => type.split(".")[2]);
  return { store, rows, published, facts, shipments: () => [...rows.values()].map(({ state }) => state) };
}

/** An order whose units are cancelled or let go, each once. */
export function orderInMemory(lines: readonly PlannableLine[], { placedAt = now, postcode = "NEAR 1" } = {}) {
  const state = new Map(lines.map((one) => [one.lineId, one]));
  const requests = new Map<string, DispatchRequest>();
  const allocated = new Map<string, readonly string[]>();
  return {
    requests,
    /** The lines of each shipment that it was told of. */
    allocated,
    /** @param units all that are left unless it says how many @returns whether they could still be cancelled */
    cancel(lineId: LineId, units?: number): boolean {
      const found = state.get(lineId);
      const gone = units ?? found?.quantity ?? 0;
      if (found?.status !== "open" || gone > found.quantity) return false;
      const quantity = found.quantity - gone;
      const status = quantity === 0 ? "cancelled" : "open";
      state.set(lineId, { ...found, status, quantity, cancelledQuantity: found.cancelledQuantity + gone });
      return true;
    },
    port: {
      linesOf: async (): Promise<readonly PlannableLine[]> => [...state.values()],
      async allocate(_: OrderId, shipments: readonly Allocation[]) {
        for (const { shipmentId, lineIds } of shipments)
          if (!allocated.has(shipmentId)) allocated.set(shipmentId, lineIds);
      },
      destinationOf: async () => ({ postcode }),
      async approveDispatch(request: DispatchRequest, _: Instant) {
        if (requests.has(request.shipmentId)) return { outcome: "already-approved" } as const;
        if (request.dispatchedAt < placedAt) return { outcome: "before-placed", placedAt } as const;
        const wrong = request.lines.flatMap(({ lineId, quantity }) => {
          const { status = "unknown", quantity: left = 0 } = state.get(lineId) ?? {};
          if (status !== "open") return [{ lineId, status }];
          return quantity === left ? [] : [{ lineId, status, left }];
        });
        if (wrong.length > 0) return { outcome: "refused", lines: wrong } as const;
        for (const { lineId } of request.lines)
          state.set(lineId, { ...(state.get(lineId) as PlannableLine), status: "dispatched" });
        requests.set(request.shipmentId, request);
        return { outcome: "approved" } as const;
      },
    },
  };
}
