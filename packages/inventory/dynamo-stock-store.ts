import type { NodeId, StockKey } from "#kernel/codes";
import { lost, untilWon } from "#platform/contention";
import { fromItem, readMany, readName, type TableHandle, toItem, toValues } from "#platform/dynamo";
import { transact, type Write } from "#platform/transaction";
import { noStock, type Stock, versionOf } from "./stock.ts";
import { headKey } from "./stock-items.ts";
import { firstReads, furtherReads, layoutVersionIn, nodeStockIn, placesOf } from "./stock-reads.ts";
import type { StockStore } from "./stock-store.ts";
import { moveWrite } from "./stock-writes.ts";

type HeadItem = Pick<Stock, "counts" | "buckets" | "listingVersion">;
/** DynamoDB takes 100; the head and a little room are left. */
const largestTransaction = 98;

/** @param nodeIds the market's nodes, in the order in which views show them */
export function dynamoStockStore(handle: TableHandle, nodeIds: readonly NodeId[]): StockStore {
  const { dynamo, table } = handle;
  const look = async (key: StockKey): Promise<Stock | typeof lost> => {
    const places = placesOf([key], nodeIds);
    const headRead = { table, key: headKey(key) };
    // bucket 0 before the others: it carries the layout number that a save insists on
    const first = await readMany(handle, [headRead, ...firstReads(table, places)], "strong");
    const further = await readMany(handle, furtherReads(table, places, first, "everBuckets"), "strong");
    const found = new Map([...first, ...further]);
    const nodes = places.flatMap((place) => nodeStockIn(table, place, found) ?? []);
    // and again after them: a unit that moved meanwhile from a bucket to another was seen in neither
    const split = nodes.filter(({ everBuckets }) => everBuckets > 1).map(({ nodeId }) => ({ ...key, nodeId }));
    const again = await readMany(handle, firstReads(table, split), "strong");
    if (split.some((place) => layoutVersionIn(table, place, again) !== layoutVersionIn(table, place, first)))
      return lost;
    const head = found.get(readName(headRead));
    const { counts, buckets, listingVersion }: HeadItem = head ? fromItem<HeadItem>(head) : noStock(key);
    return { key, counts, version: versionOf({ counts, nodes }), buckets, listingVersion, nodes };
  };
  const find = (key: StockKey) => untilWon(() => look(key), "the stock is rearranged too often");
  return {
    find,
    at: (key) => ({
      load: async () => ({ state: await find(key), seen: new Set(), beside: undefined }),
      save: async ({ before, after, events }) => {
        const moves = events.flatMap((event) => event.moves);
        const groups = moves.map((ofNode) => ofNode.map((move) => moveWrite(table, move)));
        for (const writes of packed([...groups, [headWrite(table, before.state, after.state)]])) {
          const { outcome } = await transact(dynamo, writes);
          if (outcome === "refused") return "changed-meanwhile";
        }
        return "saved";
      },
    }),
  };
}

function headWrite(table: string, before: Stock, { counts, buckets, listingVersion }: Stock): Write {
  const unset = before.counts === 0 && before.listingVersion === 0;
  const item: HeadItem = { counts, buckets, listingVersion };
  return {
    Put: {
      TableName: table,
      Item: toItem({ ...headKey(before.key), kind: "stock-head", ...before.key, ...item }),
      ConditionExpression: unset ? "attribute_not_exists(pk)" : "counts = :counts AND listingVersion = :listing",
      ...(unset
        ? {}
        : { ExpressionAttributeValues: toValues({ ":counts": before.counts, ":listing": before.listingVersion }) }),
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
