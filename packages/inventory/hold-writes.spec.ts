import { expect, test } from "vitest";
import { instantOf } from "#kernel/time";
import type { OrderId } from "#ordering/contracts/ids";
import { toItem } from "#platform/dynamo";
import { transactLabelled } from "#platform/transaction";
import { memoryTables } from "#test/support/dynamodb/memory-tables";
import { holdWrites, reservationRefusals } from "./hold-writes.ts";
import { stockKey } from "./stock-items.ts";
import { inventoryTable } from "./table.ts";

const place = { sellerId: "house", sku: "lamp", nodeId: "north" };
const reservations = [
  { ...place, bucket: 0, quantity: 2 },
  { ...place, bucket: 3, quantity: 1 },
];
const orderId = "ord_01h455vb4pex5vsknk084sn02q" as OrderId;

test("each take is a bucket that must have the units and a hold that must not be there", () => {
  const { buckets, holds, ...others } = holdWrites("inventory", orderId, reservations, { chunk: 0, at: instantOf(0) });
  expect([buckets.length, holds.length, others]).toEqual([reservations.length, reservations.length, {}]);
  expect(buckets[0]?.Update).toMatchObject({
    Key: { pk: { S: "stock#house#lamp#north#0" }, sk: { S: "stock" } },
    ConditionExpression: "available >= :least",
    ExpressionAttributeValues: { ":available": { N: "-2" }, ":held": { N: "2" }, ":least": { N: "2" } },
  });
  expect(holds[1]?.Put).toMatchObject({
    Item: { pk: { S: `hold#${orderId}` }, sk: { S: "house#lamp#north#3" }, quantity: { N: "1" }, taken: { N: "1" } },
    ConditionExpression: "attribute_not_exists(pk)",
  });
});
test("a refused bucket tells what it has left, one that is not there has none", () => {
  const buckets = [
    { index: 0, item: toItem({ available: 1 }) },
    { index: 1, item: undefined },
  ];
  expect(reservationRefusals(reservations, { buckets })).toEqual({
    short: [
      { reservation: reservations[0], left: 1 },
      { reservation: reservations[1], left: 0 },
    ],
  });
});
test("what was refused for another reason is no lack of stock", () =>
  expect(reservationRefusals(reservations, {})).toEqual({ short: [] }));

test("a later chunk adds to what the order holds, a repeated one takes nothing", async () => {
  const { dynamo, all, put } = memoryTables([inventoryTable]);
  const table = inventoryTable.name;
  for (const { bucket } of reservations)
    put(table, { ...stockKey({ ...place, bucket }), kind: "stock", available: 10, held: 0 });
  const reservation = (chunk: number) =>
    transactLabelled(dynamo, holdWrites(table, orderId, reservations, { chunk, at: instantOf(chunk) }));
  const outcomes = [];
  for (const chunk of [0, 0, 2, 2, 1]) outcomes.push((await reservation(chunk)).outcome);
  expect(outcomes).toEqual(["written", "refused", "written", "refused", "refused"]);
  const figures = all(table).map(({ kind, quantity, taken, available, held }) => [
    kind,
    quantity ?? available,
    taken ?? held,
  ]);
  expect(figures).toEqual([
    ["stock", 6, 4],
    ["stock", 8, 2],
    ["hold", 4, 4],
    ["hold", 2, 2],
  ]);
});
