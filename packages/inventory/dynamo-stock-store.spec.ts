import { expect, test } from "vitest";
import { newId } from "#kernel/ids";
import { instantOf } from "#kernel/time";
import { orderIds } from "#ordering/contracts/ids";
import { decideAndSave } from "#platform/decide-and-save";
import { transact } from "#platform/transaction";
import { memoryTables } from "#test/support/dynamodb/memory-tables";
import { dynamoHoldStore } from "./dynamo-hold-store.ts";
import { dynamoStockStore } from "./dynamo-stock-store.ts";
import { type Hold, stockMoves } from "./hold-release.ts";
import { holdWrites } from "./hold-writes.ts";
import { releaseHolds } from "./release-holds.ts";
import { type Stock, unitsOf } from "./stock.ts";
import { setStock, splitStock } from "./stock-decisions.ts";
import { stockEntity } from "./stock-entity.ts";
import { moveWrite } from "./stock-writes.ts";
import { inventoryTable } from "./table.ts";

const key = { sellerId: "house", sku: "lamp" };
const address = { ...key, nodeId: "north", bucket: 3 };
const { name: table } = inventoryTable;
const orderId = newId(orderIds);
const unsplit = { buckets: 1, listingVersion: 1 };
const oneBucket = { buckets: 1, listingVersion: 2 };

/** Eight units, two of them held in a bucket that has retired. */
async function stockWithARetiredHold() {
  const tables = memoryTables([inventoryTable]);
  const stocks = dynamoStockStore({ dynamo: tables.dynamo, table }, ["north"]);
  const count = (units: number, split = oneBucket) =>
    decideAndSave(stockEntity, stocks.at(key), {
      decide: (stock) => setStock(stock, new Map([["north", units]]), split, undefined),
      at: instantOf(0),
    });
  await count(8, { buckets: 4, listingVersion: 1 });
  const held = { at: address, available: -2, held: 2, when: { availableAtLeast: 2 } };
  await transact(tables.dynamo, [moveWrite(table, held)]);
  await decideAndSave(stockEntity, stocks.at(key), {
    decide: (stock) => splitStock(stock, oneBucket),
    at: instantOf(0),
  });
  /** The two come back: to bucket 0, since theirs is no longer offered. */
  const comeBack = () => {
    const hold: Hold = { ...address, quantity: 2, seen: new Set(), closed: false };
    const moves = stockMoves("release", { hold, quantity: 2 }, () => true);
    return transact(
      tables.dynamo,
      moves.map((move) => moveWrite(table, move)),
    );
  };
  const onHand = async () => unitsOf({ buckets: (await stocks.find(key)).nodes.flatMap(({ buckets }) => buckets) });
  return { ...tables, stocks, count, comeBack, onHand };
}

/** Does something once, when a reading has seen bucket 0 and not yet the others. */
function whileReading(tables: Awaited<ReturnType<typeof stockWithARetiredHold>>, something: () => Promise<unknown>) {
  let readings = 0;
  tables.between(async (command, pass) => {
    if (command === "BatchGetItemCommand" && ++readings === 2) await something();
    return pass();
  });
}

test("who counted before a sale was sent does not know the newest version; a count of what was found since does", async () => {
  const { dynamo } = memoryTables([inventoryTable]);
  const [stocks, holds] = [dynamoStockStore({ dynamo, table }, ["north"]), dynamoHoldStore({ dynamo, table })];
  const place = { ...key, nodeId: "north" };
  const count = async (units: number, ifMatch: number) => {
    const decide = (stock: Stock) => setStock(stock, new Map([["north", units]]), unsplit, ifMatch);
    const { outcome } = await decideAndSave(stockEntity, stocks.at(key), { decide, at: instantOf(0) });
    return { outcome, version: (await stocks.find(key)).version };
  };
  expect(await count(10, 0)).toEqual({ outcome: "changed", version: 1 });
  const taking = { chunk: 0, at: instantOf(0) };
  const { buckets, holds: held } = holdWrites(table, orderId, [{ ...place, bucket: 0, quantity: 3 }], taking);
  await transact(dynamo, [...buckets, ...held]);
  expect((await stocks.find(key)).version).toBe(1);
  const items = [{ ...place, quantity: 3 }];
  await releaseHolds(holds, orderId, { how: "consume", cause: "dispatched", items });
  await releaseHolds(holds, orderId, { how: "consume", cause: "dispatched", items });
  expect(await count(15, 1)).toEqual({ outcome: "rejected", version: 4 });
  expect(await count(12, 4)).toEqual({ outcome: "changed", version: 5 });
});

test("units that move from a retired bucket while stock is read are seen once, neither lost nor twice", async () => {
  const tables = await stockWithARetiredHold();
  whileReading(tables, tables.comeBack);
  expect(await tables.onHand()).toEqual({ onHand: 8, held: 0, available: 8 });
});

test("a count of what a torn reading would show is still written: it was never so", async () => {
  const tables = await stockWithARetiredHold();
  whileReading(tables, tables.comeBack);
  await tables.count(6);
  expect(await tables.onHand()).toEqual({ onHand: 6, held: 0, available: 6 });
});
