import type { NodeId } from "#kernel/codes";
import { fromItem, readMany, readName, type TableHandle, toItem, toValues } from "#platform/dynamo";
import { transact, type Write } from "#platform/transaction";
import { headKey } from "./keys.ts";
import { moveWrite } from "./move-write.ts";
import type { StockChange } from "./set-stock.ts";
import type { Stock } from "./stock.ts";
import { firstReads, furtherReads, nodeStockIn, placesOf } from "./stock-reads.ts";
import type { StockStore } from "./stock-store.ts";

type HeadItem = Pick<Stock, "version" | "buckets" | "listingVersion">;
/** DynamoDB takes 100; the head and a little room are left. */
const largestTransaction = 98;

/** @param nodeIds the market's nodes, in the order in which views show them */
export function dynamoStockStore(handle: TableHandle, nodeIds: readonly NodeId[]): StockStore {
  const { dynamo, table } = handle;
  return {
    async find(key) {
      const places = placesOf([key], nodeIds);
      const headRead = { table, key: headKey(key) };
      // bucket 0 before the others: it carries the layout number that a save insists on
      const first = await readMany(handle, [headRead, ...firstReads(table, places)], "strong");
      const further = await readMany(handle, furtherReads(table, places, first, "span"), "strong");
      const found = new Map([...first, ...further]);
      const head = found.get(readName(headRead));
      const { version, buckets, listingVersion }: HeadItem = head
        ? fromItem<HeadItem>(head)
        : { version: 0, buckets: 1, listingVersion: 0 };
      const nodes = places.flatMap((place) => nodeStockIn(table, place, found) ?? []);
      return { key, version, buckets, listingVersion, nodes };
    },
    async save(change) {
      const groups = change.moves.map((moves) => moves.map((move) => moveWrite(table, move)));
      for (const writes of packed([...groups, [headWrite(table, change)]])) {
        const { outcome } = await transact(dynamo, writes);
        if (outcome === "refused") return "changed-meanwhile";
      }
      return "saved";
    },
  };
}

function headWrite(table: string, { before, version, split }: StockChange): Write {
  const unset = before.version === 0 && before.listingVersion === 0;
  const item: HeadItem = { version, ...split };
  return {
    Put: {
      TableName: table,
      Item: toItem({ ...headKey(before.key), kind: "stock-head", ...before.key, ...item }),
      ConditionExpression: unset ? "attribute_not_exists(pk)" : "version = :version AND listingVersion = :listing",
      ...(unset
        ? {}
        : { ExpressionAttributeValues: toValues({ ":version": before.version, ":listing": before.listingVersion }) }),
    },
  };
}

/** As few transactions as hold all groups undivided and in their order. */
function packed(groups: readonly (readonly Write[])[]): Write[][] {
  const transactions: Write[][] = [];
  for (const group of groups) {
    const current = transactions.at(-1);
    if (current && current.length + group.length <= largestTransaction) current.push(...group);
    else transactions.push([...group]);
  }
  return transactions;
}
