import type { QueryCommand } from "@aws-sdk/client-dynamodb";
import { expect, test } from "vitest";
import { cursorOf } from "#platform/page";
import { listShipmentItems, rangesOf } from "./dynamo-shipment-list.ts";
import { listKey } from "./shipment-items.ts";
import { anOrder, plannedShipment } from "./spec-support.ts";

const position = listKey(plannedShipment(["l1"]));

/** A table without shipments that notes what it is asked. */
function emptyTable() {
  const asked: QueryCommand["input"][] = [];
  const send = async ({ input }: QueryCommand) => {
    asked.push(input);
    return { Items: [] };
  };
  return { asked, handle: { dynamo: { send } as never, table: "t" } };
}

test("ranges follow the order of the keys, and restrict by status and seller", () => {
  expect(rangesOf({})).toEqual([""]);
  expect(rangesOf({ status: "planned" })).toEqual(["planned#"]);
  expect(rangesOf({ status: "planned", sellerIds: ["b", "a"] })).toEqual(["planned#a#", "planned#b#"]);
  expect(rangesOf({ sellerIds: ["a"] })).toEqual(["cancelled#a#", "delivered#a#", "dispatched#a#", "planned#a#"]);
});

test("a list goes on behind its cursor, never before it, and ranges that lie behind are not asked again", async () => {
  const { asked, handle } = emptyTable();
  await listShipmentItems(handle, {}, { limit: 10, after: cursorOf([position]) });
  for (const { ExpressionAttributeValues: values } of asked)
    expect(
      (values?.[":first"]?.S ?? "") > position && (values?.[":first"]?.S ?? "") < (values?.[":last"]?.S ?? ""),
    ).toBe(true);
  asked.length = 0;
  await listShipmentItems(handle, { status: "cancelled" }, { limit: 10, after: cursorOf([position]) });
  expect(asked).toEqual([]);
});

test.each([
  ["nothing", ""],
  ["another list's", "planned"],
  ["a key that the table would refuse", `planned#~#${position.slice(-30)}`],
  ["a status that is none", position.replace("planned", "lost")],
  ["an id that is none", `${position}x`],
])("a cursor of %s is none", async (_, text) => {
  const { asked, handle } = emptyTable();
  expect(await listShipmentItems(handle, {}, { limit: 10, after: cursorOf([text]) })).toBeUndefined();
  expect(await listShipmentItems(handle, { orderId: anOrder }, { limit: 10, after: cursorOf([text]) })).toBeUndefined();
  expect(asked).toEqual([]);
});
