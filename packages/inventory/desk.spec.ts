import { expect, test } from "vitest";
import * as market from "#markets/definitions/us/index";
import { nearestNode } from "#markets/strategies/delivery";
import { zoneOf } from "#markets/strategies/zone-resolution";
import { anonymous, type Caller } from "#platform/caller";
import { inventoryDesk } from "./desk.ts";
import type { StockChange } from "./set-stock.ts";
import type { Stock } from "./stock.ts";
import type { Counted } from "./where.ts";

const operations: Caller = { ...anonymous, id: "operations" };
const key = { sellerId: "house", sku: "lamp" };
const [first, second] = market.nodes.map(({ id }) => id) as [string, string];
const [postcode] = market.address.samples;
const put = (body: Counted, more: { caller?: Caller; path?: typeof key } = {}) => ({
  path: key,
  body,
  caller: operations,
  ifMatch: undefined,
  ...more,
});

function deskWith(stock: Partial<Stock> = {}, losing = 0) {
  const saved: StockChange[] = [];
  let losses = losing;
  const desk = inventoryDesk({
    market,
    stocks: {
      find: async () => ({ key, version: 0, buckets: 1, listingVersion: 0, nodes: [], ...stock }),
      save: async (change) => {
        if (losses-- > 0) return "changed-meanwhile";
        saved.push(change);
        return "saved";
      },
    },
    seller: async (sellerId) => (sellerId === "house" ? { postcode } : undefined),
    listing: async ({ sku }) => (sku === "lamp" ? { buckets: 1, listingVersion: 1 } : undefined),
  });
  return { desk, saved };
}

test("a plain quantity lies at the node nearest to the seller", async () => {
  const { desk } = deskWith();
  const { id: nodeId } = nearestNode(market, zoneOf(market, { postcode }));
  expect(await desk.put(put({ quantity: 20 }))).toEqual({
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
  const { desk } = deskWith();
  const answer = await desk.put(put({ nodes: { [first]: 5, [second]: 3 } }));
  expect(answer).toMatchObject({ body: { onHand: 8, available: 8, nodes: [{ nodeId: first }, { nodeId: second }] } });
});
test("a node that the market does not have is named", async () => {
  const { desk, saved } = deskWith();
  expect(await desk.put(put({ nodes: { [first]: 5, atlantis: 3 } }))).toMatchObject({
    problem: "invalid",
    errors: [{ pointer: "/nodes/atlantis" }],
  });
  expect(saved).toEqual([]);
});
test("who loses against orders looks again", async () => {
  const { desk, saved } = deskWith({}, 3);
  expect(await desk.put(put({ quantity: 20 }))).toMatchObject({ status: 200 });
  expect(saved).toHaveLength(1);
});
test("stock needs a seller and a listing", async () => {
  const { desk } = deskWith();
  const ghost = { path: { sellerId: "ghost", sku: "lamp" } };
  const unlisted = { path: { sellerId: "house", sku: "chair" } };
  expect(await desk.put(put({ quantity: 1 }, ghost))).toMatchObject({ problem: "unknown-seller" });
  expect(await desk.put(put({ quantity: 1 }, unlisted))).toMatchObject({ problem: "unknown-listing" });
  expect(await desk.show(put({}, unlisted))).toMatchObject({ problem: "unknown-listing" });
});
test("a listing whose stock was never set has none", async () => {
  const { desk } = deskWith();
  const nothing = { ...key, onHand: 0, held: 0, available: 0, nodes: [], version: 0 };
  expect(await desk.show(put({}))).toEqual({ status: 200, version: 0, body: nothing });
});
test("a seller knows no other seller's stock", async () => {
  const { desk } = deskWith();
  const caller: Caller = { ...anonymous, sellerIds: new Set(["other"]) };
  expect(await desk.put(put({ quantity: 1 }, { caller }))).toMatchObject({ problem: "forbidden" });
  expect(await desk.show(put({}, { caller }))).toMatchObject({ problem: "forbidden" });
});
