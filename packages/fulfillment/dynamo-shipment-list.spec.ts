import type { QueryCommand } from "@aws-sdk/client-dynamodb";
import { expect, test } from "vitest";
import { type Instant, plusSeconds } from "#kernel/time";
import type { LineId } from "#ordering/contracts/ids";
import { cursorOf, readCursor } from "#platform/page";
import { memoryTables } from "#test/support/dynamodb/memory-tables";
import { listShipmentItems, rangesOf } from "./dynamo-shipment-list.ts";
import { dynamoShipmentStore } from "./dynamo-shipment-store.ts";
import { shipmentIdFor } from "./shipment-id.ts";
import { listKey } from "./shipment-items.ts";
import type { ShipmentFilter } from "./shipment-store.ts";
import { anOrder, plannedShipment } from "./spec-support.ts";
import { fulfillmentTable } from "./table.ts";

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

const planned = "2026-11-22T12:00:00.000Z" as Instant;

/** A table with one planned shipment of this order per seller. */
async function tableWith(sellers: readonly string[], lineIds: readonly LineId[]) {
  const { dynamo } = memoryTables([fulfillmentTable]);
  const handle = { dynamo, table: fulfillmentTable.name };
  const shipments = sellers.map((sellerId) => ({
    ...plannedShipment(lineIds),
    id: shipmentIdFor(anOrder, { sellerId, nodeId: "n1" }),
    sellerId,
  }));
  for (const shipment of shipments) await dynamoShipmentStore(handle).create([shipment], planned);
  return { handle, ids: shipments.map(({ id }) => id) };
}

async function pagesOf({ handle }: Awaited<ReturnType<typeof tableWith>>, filter: ShipmentFilter, limit: number) {
  const pages: { ids: readonly string[]; next: string | null }[] = [];
  for (let after: string | undefined; ; ) {
    const page = await listShipmentItems(handle, filter, { limit, after });
    if (!page) throw new Error("a cursor of ours is none");
    pages.push({ ids: page.items.map(({ state }) => state.id), next: page.next });
    if (page.next === null) return pages;
    after = page.next;
  }
}

test("a page of large shipments fits in one answer", async () => {
  const manyLines = Array.from({ length: 1_000 }, (_, index) => `l${index + 1}`);
  const sellers = Array.from({ length: 45 }, (_, index) => `seller-${index}`);
  const table = await tableWith(sellers, manyLines);
  const pages = await pagesOf(table, { orderId: anOrder }, 100);
  expect(pages.map(({ ids }) => ids.length)).toEqual([40, 5]);
  expect(pages.flatMap(({ ids }) => ids).toSorted()).toEqual(table.ids.toSorted());
});

test("a seller's pages of an order hold its own shipments, and their cursors name no other's", async () => {
  const table = await tableWith(["a", "b", "c", "d", "e", "f"], ["l1"]);
  const own = new Set([table.ids[1], table.ids[4]]);
  const pages = await pagesOf(table, { orderId: anOrder, sellerIds: ["b", "e"] }, 1);
  expect(pages.map(({ ids }) => ids.length)).toEqual([1, 1]);
  for (const { ids, next } of pages) {
    expect(ids.filter((id) => !own.has(id as (typeof table.ids)[number]))).toEqual([]);
    if (next !== null) expect(readCursor(next, 1)).toEqual(ids);
  }
});

test("what was planned or changed since a moment is found behind much that was not, page by page", async () => {
  const { dynamo } = memoryTables([fulfillmentTable]);
  const handle = { dynamo, table: fulfillmentTable.name };
  const store = dynamoShipmentStore(handle);
  const shipments = Array.from({ length: 2_500 }, (_, number) => {
    const sellerId = `seller-${String(number).padStart(4, "0")}`;
    return { ...plannedShipment(["l1"]), id: shipmentIdFor(anOrder, { sellerId, nodeId: "n1" }), sellerId };
  });
  const isLate = (index: number) => index % 700 === 699;
  for (const [index, shipment] of shipments.entries())
    await store.create([shipment], isLate(index) ? plusSeconds(planned, 60) : planned);
  const late = shipments.filter((_, index) => isLate(index)).map(({ id }) => id);
  const pages = await pagesOf({ handle, ids: [] }, { changedSince: plusSeconds(planned, 60) }, 2);
  expect(pages.flatMap(({ ids }) => ids)).toEqual(late);
  expect(pages.length).toBeLessThanOrEqual(4);
  const second = await pagesOf({ handle, ids: [] }, { changedSince: plusSeconds(planned, 61) }, 2);
  expect(second.flatMap(({ ids }) => ids)).toEqual([]);
});

test("a shipment of an order is found by when it changed, too", async () => {
  const table = await tableWith(["a", "b"], ["l1"]);
  const all = await pagesOf(table, { orderId: anOrder, changedSince: planned }, 25);
  expect(all.flatMap(({ ids }) => ids)).toHaveLength(2);
  const none = await pagesOf(table, { orderId: anOrder, changedSince: plusSeconds(planned, 1) }, 25);
  expect(none).toEqual([{ ids: [], next: null }]);
});
