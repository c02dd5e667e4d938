import type { Market } from "#markets/schema";
import type { Client } from "./market-client.ts";
import { anOrder, aSeller, fresh, placed, price, shipmentsOf } from "./shop.ts";

/** A shop with something to sell, and somebody who may do everything. */
export type Ground = {
  readonly market: Market;
  readonly operations: Client;
  readonly sellerId: string;
  readonly sku: string;
};

/** A request that its route accepts from whoever may call it. */
export type Example = {
  readonly path: string;
  readonly body?: object;
  /** What is answered when it is carried out. */
  readonly status: number;
};

const order = (ground: Ground) => placed(ground.operations, anOrder(ground.market, [ground]));
const shipment = async (ground: Ground) => (await shipmentsOf(ground.operations, (await order(ground)).id))[0];
const handover = ({ market }: Ground) => ({ carrier: market.carriers[0]?.id });
const dispatched = async (ground: Ground) => {
  const { id } = await shipment(ground);
  await ground.operations.post(`/shipments/${id}/dispatch`, handover(ground));
  return id;
};

type Make = (ground: Ground) => Example | Promise<Example>;

/** For each route of a market, how to make a request that it accepts. What a command uses up is made anew each time. */
export const examples: Readonly<Record<string, Make>> = {
  "PUT /sellers/{sellerId}": ({ market, sellerId }) => ({
    path: `/sellers/${sellerId}`,
    body: aSeller(market),
    status: 200,
  }),
  "GET /sellers/{sellerId}": ({ sellerId }) => ({ path: `/sellers/${sellerId}`, status: 200 }),
  "PUT /sellers/{sellerId}/listings/{sku}": ({ market, sellerId, sku }) => ({
    path: `/sellers/${sellerId}/listings/${sku}`,
    body: { title: "A thing", category: market.categories[0], price: price(market, 1_999) },
    status: 200,
  }),
  "GET /sellers/{sellerId}/listings/{sku}": ({ sellerId, sku }) => ({
    path: `/sellers/${sellerId}/listings/${sku}`,
    status: 200,
  }),
  "GET /listings": ({ sellerId }) => ({ path: `/listings?sellerId=${sellerId}`, status: 200 }),
  "PUT /sellers/{sellerId}/stock/{sku}": ({ sellerId, sku }) => ({
    path: `/sellers/${sellerId}/stock/${sku}`,
    body: { quantity: 10_000 },
    status: 200,
  }),
  "GET /sellers/{sellerId}/stock/{sku}": ({ sellerId, sku }) => ({
    path: `/sellers/${sellerId}/stock/${sku}`,
    status: 200,
  }),
  "POST /orders": (ground) => ({ path: "/orders", body: anOrder(ground.market, [ground]), status: 201 }),
  "GET /orders/{id}": async (ground) => ({ path: `/orders/${(await order(ground)).id}`, status: 200 }),
  "GET /orders": ({ sellerId }) => ({ path: `/orders?sellerId=${sellerId}`, status: 200 }),
  "POST /orders/{id}/cancellation": async (ground) => ({
    path: `/orders/${(await order(ground)).id}/cancellation`,
    body: { reason: fresh("changed my mind") },
    status: 200,
  }),
  "GET /shipments/{id}": async (ground) => ({ path: `/shipments/${(await shipment(ground)).id}`, status: 200 }),
  "GET /shipments": ({ sellerId }) => ({ path: `/shipments?sellerId=${sellerId}`, status: 200 }),
  "POST /shipments/{id}/dispatch": async (ground) => ({
    path: `/shipments/${(await shipment(ground)).id}/dispatch`,
    body: handover(ground),
    status: 200,
  }),
  "POST /shipments/{id}/delivery": async (ground) => ({
    path: `/shipments/${await dispatched(ground)}/delivery`,
    body: {},
    status: 200,
  }),
  "GET /reconciliation": () => ({ path: "/reconciliation", status: 200 }),
  "GET /reconciliation/batches": () => ({ path: "/reconciliation/batches?epoch=1", status: 200 }),
  "GET /health": () => ({ path: "/health", status: 200 }),
};
