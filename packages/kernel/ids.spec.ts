import { expect, test } from "vitest";
import { idAs, idKinds, isId, newId, shardOfId } from "./ids.ts";
import { orderId, shipmentId } from "./schemas.ts";

test("a new id is of its kind and of no other", () => {
  for (const kind of idKinds) {
    const id = newId(kind);
    expect(idKinds.filter((other) => isId(other, id))).toEqual([kind]);
  }
});

test("ids sort by the time they were made", async () => {
  const earlier = newId("ord");
  await new Promise((resolve) => setTimeout(resolve, 2));
  expect(earlier < newId("ord")).toBe(true);
});

test("an id keeps its body under another prefix", () => {
  const order = newId("ord");
  expect(idAs("pay", order)).toBe(order.replace("ord_", "pay_"));
  expect(isId("pay", idAs("pay", order))).toBe(true);
});

test.each([
  "",
  "ord_",
  "ord",
  "_",
  "ord_01",
  "ORD_01h455vb4pex5vsknk084sn02q",
  "ord_81h455vb4pex5vsknk084sn02q",
  "ord_01h455vb4pex5vsknk084sn0il",
  "ord_01h455vb4pex5vsknk084sn02q ",
  "../ord_x",
])("%j is no order's id", (text) => {
  expect(isId("ord", text)).toBe(false);
  expect(orderId.safeParse(text).success).toBe(false);
});

test("the schema at the door takes ids of its kind only", () => {
  expect(orderId.safeParse(newId("ord")).success).toBe(true);
  expect(shipmentId.safeParse(newId("ord")).success).toBe(false);
});

test("ids are spread over all shards, as evenly as chance is", () => {
  const counts = new Map<number, number>();
  for (let made = 0; made < 3_200; made++) {
    const shard = shardOfId(newId("evt"), 16);
    counts.set(shard, (counts.get(shard) ?? 0) + 1);
  }
  expect([...counts.keys()].sort((one, other) => one - other)).toEqual(Array.from({ length: 16 }, (_, shard) => shard));
  expect(Math.max(...counts.values())).toBeLessThan(2 * Math.min(...counts.values()));
});
