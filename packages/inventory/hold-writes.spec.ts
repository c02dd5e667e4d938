import { expect, test } from "vitest";
import type { OrderId } from "#kernel/ids";
import { instantOf } from "#kernel/time";
import { toItem } from "#platform/dynamo";
import { holdWrites, takeRefusals, writesPerTake } from "./hold-writes.ts";

const place = { sellerId: "house", sku: "lamp", nodeId: "north" };
const takes = [
  { ...place, bucket: 0, quantity: 2 },
  { ...place, bucket: 3, quantity: 1 },
];
const orderId = "ord_01h455vb4pex5vsknk084sn02q" as OrderId;

test("each take is a bucket that must have the units and a hold that must not be there", () => {
  const writes = holdWrites("inventory", orderId, takes, instantOf(0));
  expect(writes).toHaveLength(takes.length * writesPerTake);
  expect(writes[0]?.Update).toMatchObject({
    Key: { pk: { S: "stock#house#lamp#north#0" }, sk: { S: "stock" } },
    ConditionExpression: "available >= :least",
    ExpressionAttributeValues: { ":available": { N: "-2" }, ":held": { N: "2" }, ":least": { N: "2" } },
  });
  expect(writes[3]?.Put).toMatchObject({
    Item: { pk: { S: `hold#${orderId}` }, sk: { S: "house#lamp#north#3" }, quantity: { N: "1" }, taken: { N: "1" } },
    ConditionExpression: "attribute_not_exists(pk)",
  });
});
test("a refused bucket tells what it has left, one that is not there has none", () => {
  const refusals = [
    { index: 5, item: toItem({ available: 1 }) },
    { index: 7, item: undefined },
  ];
  expect(takeRefusals(takes, refusals, 5)).toEqual({
    short: [
      { take: takes[0], left: 1 },
      { take: takes[1], left: 0 },
    ],
    repeated: [],
  });
});
test("a hold that is there already tells of a repeat; what was no take is another's business", () => {
  const refusals = [0, 6, 9].map((index) => ({ index, item: undefined }));
  expect(takeRefusals(takes, refusals, 5)).toEqual({ short: [], repeated: [takes[0]] });
});
