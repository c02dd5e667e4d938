import { describe, expect, test } from "vitest";
import { lowestIdAt, newId } from "#kernel/ids";
import { daysInSeconds, plusSeconds } from "#kernel/time";
import { fromItem } from "#platform/dynamo";
import { memoryTables } from "#test/support/dynamodb/memory-tables";
import { orderIds } from "./contracts/ids.ts";
import { dynamoOrderList } from "./dynamo-order-list.ts";
import { pagesOf } from "./lines.ts";
import { listOrders } from "./list-orders.ts";
import { headItem, pageItems, personalDataItem } from "./order-items.ts";
import type { OrderFilter } from "./order-store.ts";
import type { Buyer } from "./personal-data.ts";
import { heldOrder, line, noon } from "./spec-orders.ts";
import { orderingTable } from "./table.ts";

const table = orderingTable.name;
/** What Lambda hands on of one answer. */
const bytesPerAnswer = 6_291_556;
/** Quotation marks weigh most: they are escaped in the body, and again in the answer that holds the body. */
const words = (length: number) => '"'.repeat(length);
const buyer: Buyer = {
  ...{ id: words(128), country: "US", region: words(64), postcode: words(16), name: words(200), address: words(500) },
  ...{ email: words(254), phone: words(40), taxId: words(40) },
};
const caller = { id: "operator", scopes: new Set<string>(), groups: new Set(["operations"]), sellerIds: undefined };

/** So many orders of so many lines, each as large as a line can be. */
function orders(count: number, lineCount: number) {
  const tables = memoryTables([orderingTable]);
  const lines = Array.from({ length: lineCount }, (_, at) => ({
    ...line(at + 1, { title: words(200), sku: "S".repeat(64), sellerId: "s".repeat(64), quantity: 100_000 }),
  }));
  const pages = pagesOf(lineCount);
  for (let made = 0; made < count; made++) {
    const id = newId(orderIds);
    const order = { ...heldOrder(lines), id, lineCount, pages, externalId: words(128) };
    for (const item of [
      headItem(order, new Set(), [], order.recordedAt),
      personalDataItem(id, { buyer }),
      ...pageItems(id, lines),
    ])
      tables.put(table, fromItem(item));
  }
  const list = dynamoOrderList({ dynamo: tables.dynamo, table });
  return (after?: string) =>
    listOrders({ list, readPayments: async () => new Map() }, { query: { limit: 100, after }, caller, now: noon });
}

test.each([
  [6, 1_000],
  [100, 40],
  [2, 4_000],
])(
  "a list of %i orders with %i lines fits into one answer, or into several",
  { timeout: 60_000 },
  async (count, lines) => {
    const page = orders(count, lines);
    let seen = 0;
    let after: string | undefined;
    do {
      const answer = await page(after);
      if ("problem" in answer) throw new Error(answer.problem);
      const body = answer.body as { items: readonly object[]; next: string | null };
      expect(body.items.length).toBeGreaterThan(0);
      expect(Buffer.byteLength(JSON.stringify({ statusCode: 200, body: JSON.stringify(body) }))).toBeLessThan(
        bytesPerAnswer,
      );
      seen += body.items.length;
      after = body.next ?? undefined;
    } while (after !== undefined);
    expect(seen).toBe(count);
  },
);

describe("orders found by what only their heads say", () => {
  const minute = (number: number) => plusSeconds(noon, 60 * number);
  const tables = memoryTables([orderingTable]);
  const list = dynamoOrderList({ dynamo: tables.dynamo, table });
  /** One a minute, placed by one of two; every fiftieth is of a year before, and every thirtieth was changed later. */
  const made = Array.from({ length: 1_500 }, (_, number) => {
    const recordedAt = minute(number);
    const placedAt = number % 50 === 0 ? plusSeconds(recordedAt, -daysInSeconds(365)) : recordedAt;
    const placedBy = number % 400 === 0 ? "integration" : "storefront";
    const id = lowestIdAt(orderIds, recordedAt);
    return {
      order: { ...heldOrder(), id, placedAt, recordedAt, placedBy },
      changedAt: minute(number % 30 ? number : 5_000),
    };
  });
  for (const { order, changedAt } of made) {
    tables.put(table, fromItem(headItem(order, new Set(), [], changedAt)));
    for (const item of pageItems(order.id, [line(1)])) tables.put(table, fromItem(item));
  }

  async function found(filter: OrderFilter, limit = 100): Promise<readonly string[]> {
    const ids: string[] = [];
    for (let after: string | undefined; ; ) {
      const page = await list(filter, { limit, after });
      expect(page.items.length).toBeLessThanOrEqual(limit);
      ids.push(...page.items.map(({ order }) => order.id));
      if (page.next === null) return ids;
      after = page.next;
    }
  }
  const idsOf = (wanted: (one: (typeof made)[number]) => boolean) =>
    made
      .filter(wanted)
      .map(({ order }) => order.id)
      .toReversed();

  test.each<[string, OrderFilter, (one: (typeof made)[number]) => boolean]>([
    ["who placed them", { placedBy: "integration" }, ({ order }) => order.placedBy === "integration"],
    ["from when they were placed", { placedFrom: minute(1_400) }, ({ order }) => order.placedAt >= minute(1_400)],
    ["until when they were placed", { placedTo: minute(20) }, ({ order }) => order.placedAt <= minute(20)],
    [
      "between which times they were placed",
      { placedFrom: minute(100), placedTo: minute(160) },
      ({ order }) => order.placedAt >= minute(100) && order.placedAt <= minute(160),
    ],
    ["since when they were changed", { changedSince: minute(1_450) }, ({ changedAt }) => changedAt >= minute(1_450)],
    [
      "state and change together",
      { status: "held", changedSince: minute(4_999) },
      ({ changedAt }) => changedAt >= minute(4_999),
    ],
    ["a state that none is in", { status: "completed", placedFrom: minute(0) }, () => false],
  ])("by %s", async (_, filter, wanted) => {
    expect(await found(filter)).toEqual(idsOf(wanted));
    expect(await found(filter, 7)).toEqual(idsOf(wanted));
  });

  test("are not looked for among those recorded before the first that is asked for", async () => {
    tables.calls.length = 0;
    await list({ placedFrom: minute(1_495) }, { limit: 25 });
    expect(tables.calls.filter((call) => call === "BatchGetItemCommand").length).toBeLessThanOrEqual(2);
    await list({ placedFrom: minute(1_495) }, { limit: 25, after: made[0]?.order.id });
  });
});
