import { expect, test } from "vitest";
import { idAs, idKinds, isId, newId } from "./ids.ts";
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
