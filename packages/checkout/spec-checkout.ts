import type { Availability, ReservationItem } from "#inventory/availability";
import { type NodeId, type Sku, type StockKey, stockKeyName } from "#kernel/codes";
import { minor } from "#kernel/money";
import type { Instant } from "#kernel/time";
import * as market from "#markets/definitions/us/index";
import type { OrderId } from "#ordering/contracts/ids";
import type { Order, OrderLine } from "#ordering/order";
import type { OrderStore } from "#ordering/order-store";
import type { Caller } from "#platform/caller";
import type { IdempotentRequest } from "#platform/idempotency";
import type { CheckoutStore, Earlier, Placement, ReservationStore } from "./checkout-store.ts";
import type { OrderBody } from "./order-body.ts";
import type { PlaceRequest } from "./place-request.ts";
import { chunkOf, keysPerChunk } from "./plan.ts";

export const now = "2026-11-22T12:00:00.000Z" as Instant;
export { market };
export const nodeIds = market.nodes.map(({ id }) => id);
export const key = (sku: Sku, sellerId = "ada"): StockKey => ({ sellerId, sku });

export const caller = (scopes: readonly string[] = [], id = "storefront"): Caller => ({
  id,
  scopes: new Set(["orders/place", ...scopes]),
  groups: new Set(),
  sellerIds: undefined,
});
export const body = (change: Partial<OrderBody> = {}): OrderBody => ({
  buyer: { country: market.countries[0] ?? "", name: "Ada Lovelace" },
  lines: [{ sellerId: "ada", sku: "A", quantity: 1 }],
  payment: { method: "card" },
  ...change,
});
let commands = 0;
export const request = (change: Partial<OrderBody> = {}, by = caller()): PlaceRequest => ({
  body: body(change),
  caller: by,
  now,
  idempotency: { caller: by, routeKey: "POST /orders", fingerprint: "same", idempotencyKey: `key-${++commands}` },
});

type Written = { readonly order: Order; readonly lines: readonly OrderLine[]; readonly placement: Placement };
/** Tables in memory: every write is checked against what is there at that moment, as the real ones do. */
export function memory(stock: readonly Availability[], { stale }: { stale?: readonly Availability[] } = {}) {
  const availabilities = new Map(stock.map((availability) => [placeName(availability), [...availability.buckets]]));
  const orders = new Map<OrderId, Written>();
  const availabilitiesOf = (keys: readonly StockKey[]): Availability[] =>
    keys.flatMap((key) =>
      nodeIds.map((nodeId) => ({
        ...key,
        nodeId,
        buckets: [...(availabilities.get(placeName({ ...key, nodeId })) ?? [0])],
      })),
    );
  const product = (key: StockKey) => ({
    ...key,
    title: key.sku,
    category: "toys" as const,
    price: minor(250),
  });
  const duplicateOf = (externalId: string | undefined, { caller: by }: IdempotentRequest): Earlier | undefined => {
    for (const [orderId, { order }] of orders)
      if (externalId !== undefined && order.externalId === externalId && order.placedBy === by.id)
        return { outcome: "duplicate", orderId };
    return undefined;
  };
  const store: CheckoutStore & ReservationStore = {
    loadContext: async ({ keys, externalId, request }) => {
      const earlier = duplicateOf(externalId, request);
      if (earlier) return earlier;
      const listed = keys.filter(({ sku }) => sku !== "UNLISTED");
      const products = new Map(listed.map((key) => [stockKeyName(key), product(key)]));
      return { outcome: "new", products, availabilities: stale ?? availabilitiesOf(keys) };
    },
    findExisting: async ({ externalId, request }) => duplicateOf(externalId, request),
    readStock: async (keys) => availabilitiesOf(keys),
    place: async (placement) => {
      await Promise.resolve();
      const short = reservation(placement.reservations.slice(0, keysPerChunk));
      if (short) return { outcome: "refused", keys: short };
      const { state: order, beside: lines } = placement.change.after;
      orders.set(order.id, { order, lines, placement });
      return { outcome: "placed" };
    },
    findWaiting: async (id) => {
      const { order, lines, placement } = orders.get(id) as Written;
      return order.status === "reserving" ? { order, lines, reservations: placement.reservations } : undefined;
    },
    takeChunk: async ({ order, lines, reservations }, { after: { state: next } }) => {
      const { order: current, placement } = orders.get(order.id) as Written;
      if (current !== order) return { outcome: "changed-meanwhile" };
      const short = reservation(chunkOf(reservations, order.nextChunk));
      if (short) return { outcome: "refused", keys: short };
      orders.set(order.id, { order: next, lines, placement: { ...placement, reservations } });
      return { outcome: next.status === "held" ? "held" : "taken" };
    },
    waiting: async () => [...orders.keys()],
  };
  /** All of it or nothing; else the keys of what was missing. */
  const reservation = (reservations: readonly ReservationItem[]): readonly StockKey[] | undefined => {
    const short = reservations.filter((one) => (availabilities.get(placeName(one))?.[one.bucket] ?? 0) < one.quantity);
    if (short.length > 0) return short;
    for (const one of reservations) {
      const buckets = availabilities.get(placeName(one)) ?? [];
      buckets[one.bucket] = (buckets[one.bucket] ?? 0) - one.quantity;
    }
    return undefined;
  };
  const headAt: OrderStore["headAt"] = (id) => ({
    load: async () => ({ state: (orders.get(id) as Written).order, seen: new Set(), beside: undefined }),
    save: async ({ after: { state: order } }) => {
      orders.set(id, { ...(orders.get(id) as Written), order });
      return "saved";
    },
  });
  const findHead: OrderStore["findHead"] = async (id) => orders.get(id)?.order;
  /** What somebody else does to the stock. */
  const restock = (availability: Availability) =>
    availabilities.set(placeName(availability), [...availability.buckets]);
  const findWithPersonalData: OrderStore["findWithPersonalData"] = async (id) => {
    const found = orders.get(id);
    return found && { order: found.order, lines: found.lines, ...found.placement.personalData };
  };
  const left = () => [...availabilities.values()].flat().reduce((sum, units) => sum + units, 0);
  const ports = {
    market,
    store,
    orders: { findWithPersonalData, headAt, findHead } as OrderStore,
    readPayment: async () => undefined,
  };
  return { ports, orders, left, restock };
}
const placeName = (place: StockKey & { readonly nodeId: NodeId }): string => `${stockKeyName(place)}|${place.nodeId}`;
