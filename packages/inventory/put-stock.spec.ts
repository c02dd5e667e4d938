import { expect, test } from "vitest";
import { instantOf } from "#kernel/time";
import * as market from "#markets/definitions/us/index";
import { nearestNode } from "#markets/strategies/delivery";
import { zoneOf } from "#markets/strategies/zone-resolution";
import { anonymous, type Caller } from "#platform/caller";
import { type InventoryPorts, putStock, type StockPut } from "./put-stock.ts";
import { showStock } from "./show-stock.ts";
import { noStock, type Stock, type StockEvent } from "./stock.ts";
import type { StockCount } from "./stock-location.ts";

const operations: Caller = { ...anonymous, id: "operations" };
const key = { sellerId: "house", sku: "lamp" };
const [first, second] = market.nodes.map(({ id }) => id) as [string, string];
const [postcode] = market.address.samples;
const put = (body: StockCount, more: { caller?: Caller; path?: typeof key } = {}) => ({
  path: key,
  body,
  caller: operations,
  ifMatch: undefined,
  now: instantOf(0),
  ...more,
});

function stockOf(stock: Partial<Stock> = {}, losing = 0) {
  const saved: StockEvent[] = [];
  let losses = losing;
  const find = async (): Promise<Stock> => ({ ...noStock(key), ...stock });
  const ports: InventoryPorts = {
    market,
    stocks: {
      find,
      at: () => ({
        load: async () => ({ state: await find(), seen: new Set(), beside: undefined }),
        save: async ({ events }) => {
          if (losses-- > 0) return "changed-meanwhile";
          saved.push(...events);
          return "saved";
        },
      }),
    },
    seller: async (sellerId) => (sellerId === "house" ? { postcode } : undefined),
    listing: async ({ sku }) => (sku === "lamp" ? { buckets: 1, listingVersion: 1 } : undefined),
  };
  const put = (request: StockPut) => putStock(ports, request);
  const show = (request: StockPut) => showStock(ports, request);
  return { inventory: { put, show }, saved };
}

test("a plain quantity lies at the node nearest to the seller", async () => {
  const { inventory } = stockOf();
  const { id: nodeId } = nearestNode(market, zoneOf(market, { postcode }));
  expect(await inventory.put(put({ quantity: 20 }))).toEqual({
    status: 200,
    version: 1,
    body: {
      ...key,
      onHand: 20,
      held: 0,
      available: 20,
      nodes: [{ nodeId, onHand: 20, held: 0, available: 20 }],
      version: 1,
    },
  });
});
test("nodes are added up", async () => {
  const { inventory } = stockOf();
  const answer = await inventory.put(put({ nodes: { [first]: 5, [second]: 3 } }));
  expect(answer).toMatchObject({ body: { onHand: 8, available: 8, nodes: [{ nodeId: first }, { nodeId: second }] } });
});
test("a node that the market does not have is named", async () => {
  const { inventory, saved } = stockOf();
  expect(await inventory.put(put({ nodes: { [first]: 5, atlantis: 3 } }))).toMatchObject({
    problem: "invalid",
    errors: [{ pointer: "/nodes/atlantis" }],
  });
  expect(saved).toEqual([]);
});
test("who loses against orders looks again", async () => {
  const { inventory, saved } = stockOf({}, 3);
  expect(await inventory.put(put({ quantity: 20 }))).toMatchObject({ status: 200 });
  expect(saved).toHaveLength(1);
});
test("stock needs a seller and a listing", async () => {
  const { inventory } = stockOf();
  const ghost = { path: { sellerId: "ghost", sku: "lamp" } };
  const unlisted = { path: { sellerId: "house", sku: "chair" } };
  expect(await inventory.put(put({ quantity: 1 }, ghost))).toMatchObject({ problem: "unknown-seller" });
  expect(await inventory.put(put({ quantity: 1 }, unlisted))).toMatchObject({ problem: "unknown-listing" });
  expect(await inventory.show(put({}, unlisted))).toMatchObject({ problem: "unknown-listing" });
});
test("a listing whose stock was never set has none", async () => {
  const { inventory } = stockOf();
  const nothing = { ...key, onHand: 0, held: 0, available: 0, nodes: [], version: 0 };
  expect(await inventory.show(put({}))).toEqual({ status: 200, version: 0, body: nothing });
});
test("a seller knows no other seller's stock", async () => {
  const { inventory } = stockOf();
  const caller: Caller = { ...anonymous, sellerIds: new Set(["other"]) };
  expect(await inventory.put(put({ quantity: 1 }, { caller }))).toMatchObject({ problem: "forbidden" });
  expect(await inventory.show(put({}, { caller }))).toMatchObject({ problem: "forbidden" });
});
