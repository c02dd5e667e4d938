import type { Api, ApiAnswer, ApiRequest } from "../market-api/api.ts";
import type { OrderRequest } from "./order-request.ts";

type Stock = { version: number; nodes: Map<string, { available: number; held: number }> };

type Placed = Pick<OrderRequest, "buyer" | "lines" | "shipping" | "payment"> & {
  readonly id: string;
  readonly status: string;
  readonly recordedAt: string;
  readonly placedAt: string;
};

/** A market in memory, as far as a replay sees one, for specs: it counts its stock and never oversells. */
export function fakeMarket() {
  const sellers = new Set<string>();
  const listings = new Map<string, { sellerId: string; sku: string; price: string }>();
  const stocks = new Map<string, Stock>();
  const orders = new Map<string, Placed>();
  /** Ids under which another caller has an order. */
  const others = new Set<string>();
  const requests: string[] = [];
  const stockOf = (key: string): Stock => stocks.get(key) ?? { version: 0, nodes: new Map() };
  const availableOf = (key: string) =>
    [...stockOf(key).nodes.values()].reduce((sum, { available }) => sum + available, 0);

  const placed = (order: OrderRequest): Partial<ApiAnswer> => {
    const known = orders.get(order.externalId);
    if (known) return { status: 200, body: known };
    if (order.lines.some(({ quantity }) => quantity < 1)) return { status: 422, body: { code: "invalid" } };
    if (order.lines.some(({ sellerId, sku }) => !listings.has(`${sellerId}|${sku}`)))
      return { status: 404, body: { code: "unknown-listing" } };
    const wanted = Map.groupBy(order.lines, ({ sellerId, sku }) => `${sellerId}|${sku}`);
    const sums = [...wanted].map(([key, lines]) => ({
      key,
      units: lines.reduce((sum, line) => sum + line.quantity, 0),
    }));
    if (sums.some(({ key, units }) => availableOf(key) < units)) return { status: 409, body: { code: "out-of-stock" } };
    for (const { key, units } of sums) {
      let left = units;
      for (const node of stockOf(key).nodes.values()) {
        const taken = Math.min(left, node.available);
        node.available -= taken;
        node.held += taken;
        left -= taken;
      }
    }
    const body = {
      id: `ord_${orders.size + 1}`,
      status: "held",
      recordedAt: new Date().toISOString(),
      placedAt: order.placedAt ?? new Date().toISOString(),
      buyer: order.buyer,
      lines: order.lines,
      shipping: order.shipping,
      payment: { method: order.payment.method },
    };
    orders.set(order.externalId, body);
    return { status: 201, body };
  };

  const counted = (key: string, request: ApiRequest): Partial<ApiAnswer> => {
    const stock = stockOf(key);
    if (request.ifMatch !== undefined && request.ifMatch !== stock.version) return { status: 412 };
    const { nodes } = request.body as { nodes: Record<string, number> };
    const next: Stock = { version: stock.version + 1, nodes: new Map() };
    for (const node of new Set([...stock.nodes.keys(), ...Object.keys(nodes)])) {
      const held = stock.nodes.get(node)?.held ?? 0;
      if ((nodes[node] ?? 0) < held) return { status: 409, body: { code: "stock-held" } };
      next.nodes.set(node, { held, available: (nodes[node] ?? 0) - held });
    }
    stocks.set(key, next);
    return { status: 200 };
  };

  const answer = (request: ApiRequest): Partial<ApiAnswer> => {
    const [path = "", query = ""] = request.path.split("?");
    const [, noun, first = "", kind, second = ""] = path.split("/").map(decodeURIComponent);
    const key = `${first}|${second}`;
    if (noun === "listings") {
      const seller = new URLSearchParams(query).get("sellerId");
      const items = [...listings].filter(([, { sellerId }]) => sellerId === seller);
      return {
        status: 200,
        body: { items: items.map(([name, it]) => ({ ...it, available: availableOf(name) })), next: null },
      };
    }
    if (noun === "orders" && request.method === "POST") return placed(request.body as OrderRequest);
    if (noun === "orders") {
      const externalId = new URLSearchParams(query).get("externalId") ?? "";
      const foreign = others.has(externalId) ? [{ id: "ord_of_another", status: "held" }] : [];
      return { status: 200, body: { items: [...foreign, orders.get(externalId) ?? []].flat(), next: null } };
    }
    if (kind === undefined) {
      if (request.method === "GET") return { status: sellers.has(first) ? 200 : 404 };
      sellers.add(first);
      return { status: 201 };
    }
    if (!sellers.has(first)) return { status: 404, body: { code: "unknown-seller" } };
    if (kind === "listings") {
      const { price } = request.body as { price: { amount: string } };
      listings.set(key, { sellerId: first, sku: second, price: price.amount });
      return { status: 200 };
    }
    if (request.method === "PUT") return counted(key, request);
    const { version, nodes } = stockOf(key);
    const shown = [...nodes].map(([nodeId, { available, held }]) => ({ nodeId, available, onHand: available + held }));
    return { status: 200, body: { version, nodes: shown } };
  };

  const api: Api = async (request) => {
    requests.push(`${request.method} ${request.path}`);
    await Promise.resolve();
    return {
      status: 500,
      headers: new Headers(),
      body: undefined,
      milliseconds: 1,
      uncertain: false,
      ...answer(request),
    };
  };
  const unitsOnHand = () =>
    [...stocks.values()]
      .flatMap(({ nodes }) => [...nodes.values()])
      .reduce((sum, { available, held }) => sum + available + held, 0);
  const pricesOf = (sku: string) => [...listings.values()].filter((one) => one.sku === sku).map(({ price }) => price);
  return { api, orders, others, requests, unitsOnHand, pricesOf };
}
