import * as fc from "fast-check";
import { expect, test } from "vitest";
import { instantOf } from "#kernel/time";
import { decideAndSave } from "#platform/decide-and-save";
import { memoryTables } from "#test/support/dynamodb/memory-tables";
import { dynamoStockStore } from "./dynamo-stock-store.ts";
import { setStock, splitStock } from "./stock-decisions.ts";
import { stockEntity } from "./stock-entity.ts";
import { inventoryTable } from "./table.ts";

const key = { sellerId: "house", sku: "lamp" };
const aCount = fc.integer({ min: 0, max: 60 });
const aChange = fc.record({
  north: aCount,
  south: aCount,
  buckets: fc.integer({ min: 1, max: 7 }),
  split: fc.boolean(),
});

test("what a count or a split answers is what then lies in the table", () =>
  fc.assert(
    fc.asyncProperty(fc.array(aChange, { minLength: 1, maxLength: 6 }), async (changes) => {
      const { dynamo } = memoryTables([inventoryTable]);
      const stocks = dynamoStockStore({ dynamo, table: inventoryTable.name }, ["north", "south"]);
      for (const [at, { north, south, buckets, split }] of changes.entries()) {
        const asked = { buckets, listingVersion: at + 1 };
        const count = new Map([
          ["north", north],
          ["south", south],
        ]);
        const changed = await decideAndSave(stockEntity, stocks.at(key), {
          decide: (stock) => (split ? splitStock(stock, asked) : setStock(stock, count, asked, undefined)),
          at: instantOf(0),
        });
        expect(changed).toEqual(
          expect.objectContaining({ stored: expect.objectContaining({ state: await stocks.find(key) }) }),
        );
      }
    }),
  ));
