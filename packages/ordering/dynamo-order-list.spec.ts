import { expect, test } from "vitest";
import { newId } from "#kernel/ids";
import { fromItem } from "#platform/dynamo";
import { memoryTables } from "#test/support/dynamodb/memory-tables";
import { orderIds } from "./contracts/ids.ts";
import { dynamoOrderList } from "./dynamo-order-list.ts";
import { pagesOf } from "./lines.ts";
import { listOrders } from "./list-orders.ts";
import { headItem, pageItems, personalDataItem } from "./order-items.ts";
import type { Buyer } from "./personal-data.ts";
import { heldOrder, line } from "./spec-orders.ts";
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
    for (const item of [headItem(order, new Set(), []), personalDataItem(id, { buyer }), ...pageItems(id, lines)])
      tables.put(table, fromItem(item));
  }
  const list = dynamoOrderList({ dynamo: tables.dynamo, table });
  return (after?: string) =>
    listOrders({ list, readPayments: async () => new Map() }, { query: { limit: 100, after }, caller });
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
