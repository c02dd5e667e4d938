import { PutItemCommand } from "@aws-sdk/client-dynamodb";
import { expect, test } from "vitest";
import type { SellerId } from "#kernel/codes";
import { instantOf } from "#kernel/time";
import * as british from "#markets/definitions/uk/index";
import * as market from "#markets/definitions/us/index";
import type { Market } from "#markets/schema";
import { anonymous, type Caller } from "#platform/caller";
import type { Dynamo } from "#platform/dynamo";
import { memoryTables } from "#test/support/dynamodb/memory-tables";
import { dynamoSellerStore } from "./dynamo-seller-store.ts";
import { putSeller, type SellerPut } from "./put-seller.ts";
import { showSeller } from "./show-seller.ts";
import { sellersTable } from "./table.ts";

const operations: Caller = { ...anonymous, id: "operations" };
const boundTo = (...sellerIds: SellerId[]): Caller => ({ ...anonymous, id: "seller", sellerIds: new Set(sellerIds) });
const request = (caller = operations, body = { name: "The House" }) => ({
  path: { sellerId: "house" },
  body,
  caller,
  ifMatch: undefined,
  now: instantOf(0),
});

/** A market's sellers. `rivalName` is what somebody else calls the shop just before it is written for the first time. */
function sellersOf(of: Market, rivalName?: string) {
  const tables = memoryTables([sellersTable]);
  const open = (dynamo: Dynamo) => ({ market: of, sellers: dynamoSellerStore({ dynamo, table: sellersTable.name }) });
  let rival = rivalName;
  const send = async (command: never) => {
    const name = rival;
    if (name !== undefined && (command as object) instanceof PutItemCommand) {
      rival = undefined;
      await putSeller(open(tables.dynamo), request(operations, { name }));
    }
    return tables.dynamo.send(command);
  };
  const shop = open({ send } as unknown as Dynamo);
  return {
    put: (more: Partial<SellerPut> = {}) => putSeller(shop, { ...request(), ...more }),
    show: (caller = operations) => showSeller(shop.sellers, { ...request(), caller }),
  };
}

test("a shop is opened once and changed after that", async () => {
  const { put, show } = sellersOf(market);
  const view = { sellerId: "house", name: "The House", country: "US", status: "active", version: 1 };
  expect(await put()).toEqual({ status: 201, version: 1, body: view });
  expect(await put()).toEqual({ status: 200, version: 1, body: view });
  expect(await put({ body: { name: "New" } })).toEqual({
    ...{ status: 200, version: 2, body: { ...view, name: "New", version: 2 } },
  });
  expect(await show()).toEqual({ status: 200, version: 2, body: { ...view, name: "New", version: 2 } });
});
test("somebody who is overtaken changes what then stands", async () => {
  expect(await sellersOf(market, "Rival").put()).toMatchObject({ status: 200, version: 2 });
});
test.each([
  [{ country: "GB" }, "/country"],
  [{ postcode: "JE2 3AB" }, "/postcode"],
])("who is where nobody is served is told by which field (%j)", async (where, pointer) => {
  const { put } = sellersOf("postcode" in where ? british : market);
  expect(await put({ body: { name: "A", ...where } })).toMatchObject({
    problem: "country-not-served",
    errors: [{ pointer }],
  });
});
test("a tax number is kept to ourselves", async () => {
  const taxId = "12-3456789";
  const { put, show } = sellersOf(market);
  const answers = [await put({ body: { name: "A", taxId } }), await show()];
  expect(answers.map((answer) => "status" in answer && answer.status)).toEqual([201, 200]);
  expect(JSON.stringify(answers)).not.toContain(taxId);
});
test("a seller knows no other seller", async () => {
  const { put, show } = sellersOf(market);
  expect(await put({ caller: boundTo("other") })).toMatchObject({ problem: "forbidden" });
  expect(await show(boundTo("other"))).toMatchObject({ problem: "forbidden" });
  expect(await show(boundTo("house"))).toMatchObject({ problem: "not-found" });
});
