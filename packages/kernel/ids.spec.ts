import { expect, test } from "vitest";
import { idAs, idKind, isId, newId, shardOfId } from "./ids.ts";

const [orderIds, paymentIds] = [idKind("ord"), idKind("pay")];

test("a new id is of its kind and of no other", () => {
  const kinds = [orderIds, paymentIds, idKind("or")];
  for (const kind of kinds) {
    const id = newId(kind);
    expect(kinds.filter((other) => isId(other, id))).toEqual([kind]);
    expect(kinds.filter((other) => other.schema.safeParse(id).success)).toEqual([kind]);
  }
});

test("ids sort by the time they were made", async () => {
  const earlier = newId(orderIds);
  await new Promise((resolve) => setTimeout(resolve, 2));
  expect(earlier < newId(orderIds)).toBe(true);
});

test("an id keeps its body under another prefix", () => {
  const order = newId(orderIds);
  expect(idAs(paymentIds, order)).toBe(order.replace("ord_", "pay_"));
  expect(isId(paymentIds, idAs(paymentIds, order))).toBe(true);
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
  expect(isId(orderIds, text)).toBe(false);
  expect(orderIds.schema.safeParse(text).success).toBe(false);
});

test("the schema at the door takes ids of its kind only", () => {
  expect(orderIds.schema.safeParse(newId(orderIds)).success).toBe(true);
  expect(paymentIds.schema.safeParse(newId(orderIds)).success).toBe(false);
});

test("ids are spread over all shards, as evenly as chance is", () => {
  const counts = new Map<number, number>();
  for (let made = 0; made < 3_200; made++) {
    const shard = shardOfId(newId(orderIds), 16);
    counts.set(shard, (counts.get(shard) ?? 0) + 1);
  }
  expect([...counts.keys()].sort((one, other) => one - other)).toEqual(Array.from({ length: 16 }, (_, shard) => shard));
  expect(Math.max(...counts.values())).toBeLessThan(2 * Math.min(...counts.values()));
});
