import { expect, test } from "vitest";
import { market as british } from "#markets/definitions/uk";
import { market } from "#markets/definitions/us";
import { anonymous, type Caller } from "#platform/caller";
import { sellerDesk } from "./desk.ts";
import type { Seller } from "./seller.ts";
import type { SellerStore } from "./seller-store.ts";

const operations: Caller = { ...anonymous, id: "operations" };
const boundTo = (...sellerIds: string[]): Caller => ({ ...anonymous, id: "seller", sellerIds: new Set(sellerIds) });
const request = (caller = operations, body = { name: "The House" }) => ({
  path: { sellerId: "house" },
  body,
  caller,
  ifMatch: undefined,
});

/** Keeps sellers in memory. `overtakenBy` is written by somebody else just before the next save. */
function inMemory(overtakenBy?: Seller): SellerStore {
  const sellers = new Map<string, Seller>();
  let rival = overtakenBy;
  return {
    find: async (sellerId) => sellers.get(sellerId),
    save: async (seller) => {
      if (rival) sellers.set(rival.sellerId, rival);
      rival = undefined;
      if ((sellers.get(seller.sellerId)?.version ?? 0) !== seller.version - 1) return "changed-meanwhile";
      sellers.set(seller.sellerId, seller);
      return "saved";
    },
  };
}

test("a shop is opened once and changed after that", async () => {
  const desk = sellerDesk(market, inMemory());
  const view = { sellerId: "house", name: "The House", country: "US", status: "active", version: 1 };
  expect(await desk.put(request())).toEqual({ status: 201, version: 1, body: view });
  expect(await desk.put(request())).toEqual({ status: 200, version: 1, body: view });
  expect(await desk.put(request(operations, { name: "New" }))).toMatchObject({ status: 200, body: { version: 2 } });
  expect(await desk.show(request())).toMatchObject({ status: 200, version: 2, body: { name: "New" } });
});
test("somebody who is overtaken changes what then stands", async () => {
  const rival: Seller = { status: "active", sellerId: "house", name: "Rival", country: "US", version: 1 };
  expect(await sellerDesk(market, inMemory(rival)).put(request())).toMatchObject({ status: 200, version: 2 });
});
test.each([
  [{ country: "GB" }, "/country"],
  [{ postcode: "JE2 3AB" }, "/postcode"],
])("who is where nobody is served is told by which field (%j)", async (where, pointer) => {
  const desk = sellerDesk("postcode" in where ? british : market, inMemory());
  expect(await desk.put({ ...request(), body: { name: "A", ...where } })).toMatchObject({
    problem: "country-not-served",
    errors: [{ pointer }],
  });
});
test("a tax number is kept to ourselves", async () => {
  const taxId = "12-3456789";
  const desk = sellerDesk(market, inMemory());
  const answers = [await desk.put({ ...request(), body: { name: "A", taxId } }), await desk.show(request())];
  expect(answers.map((answer) => "status" in answer && answer.status)).toEqual([201, 200]);
  expect(JSON.stringify(answers)).not.toContain(taxId);
});
test("a seller knows no other seller", async () => {
  const desk = sellerDesk(market, inMemory());
  expect(await desk.put(request(boundTo("other")))).toMatchObject({ problem: "forbidden" });
  expect(await desk.show(request(boundTo("other")))).toMatchObject({ problem: "forbidden" });
  expect(await desk.show(request(boundTo("house")))).toMatchObject({ problem: "not-found" });
});
