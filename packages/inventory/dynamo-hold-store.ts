import { fromItem, type Item, type TableHandle, toItem, toValues } from "#platform/dynamo";
import { queryAll } from "#platform/query";
import { transactLabelled, type Write } from "#platform/transaction";
import { type Hold, type HoldChange, type HoldRelease, stockMoves } from "./hold-release.ts";
import type { HoldStore } from "./hold-store.ts";
import type { StockAddress } from "./stock-address.ts";
import { addressName } from "./stock-address.ts";
import { holdKey, holdPartition } from "./stock-items.ts";
import type { StockMove } from "./stock-move.ts";
import { moveWrite } from "./stock-writes.ts";

type HoldItem = StockAddress & { quantity: number; seen?: Set<string>; closed?: true };
/** Which figure of a hold a release adds to. */
const figure = { release: "released", close: "released", consume: "consumed" } as const;

export function dynamoHoldStore(handle: TableHandle): HoldStore {
  const { dynamo, table } = handle;
  return {
    async find(orderId) {
      const items = await queryAll(handle, {
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: toValues({ ":pk": holdPartition(orderId) }),
        ConsistentRead: true,
      });
      return items.map(holdOf);
    },
    async release(orderId, { how, cause }, changes, retired) {
      const known = new Set(retired.map(addressName));
      const moves = merged(changes.flatMap((change) => stockMoves(how, change, (at) => known.has(addressName(at)))));
      const written = await transactLabelled(dynamo, {
        holds: changes.map((change) => holdWrite(table, orderId, how, cause, change)),
        buckets: moves.map((move) => moveWrite(table, move)),
      });
      if (written.outcome === "written") return { outcome: "released" };
      const found = (written.refusals.buckets ?? []).flatMap(({ index, item }) => {
        const move = moves[index];
        return move && item && fromItem<{ retired?: true }>(item).retired ? [move.at] : [];
      });
      return { outcome: "changed-meanwhile", retired: found };
    },
  };
}

function holdOf(item: Item): Hold {
  const { sellerId, sku, nodeId, bucket, quantity, seen = new Set(), closed = false } = fromItem<HoldItem>(item);
  return { sellerId, sku, nodeId, bucket, quantity, seen, closed };
}

/** The event is recorded in the hold it changes, so that a repeat is refused whatever else has happened since. */
function holdWrite(
  table: string,
  orderId: string,
  how: HoldRelease["how"],
  cause: string,
  { hold, quantity }: HoldChange,
): Write {
  return {
    Update: {
      TableName: table,
      Key: toItem(holdKey(orderId, hold)),
      UpdateExpression: `ADD quantity :less, #figure :units, seen :cause${how === "close" ? " SET closed = :closed" : ""}`,
      ExpressionAttributeNames: { "#figure": figure[how] },
      ConditionExpression: "quantity = :quantity AND NOT contains(seen, :event)",
      ExpressionAttributeValues: toValues({
        ":less": -quantity,
        ":units": quantity,
        ":cause": new Set([cause]),
        ":event": cause,
        ":quantity": hold.quantity,
        ...(how === "close" ? { ":closed": true } : {}),
      }),
    },
  };
}

/** A transaction names an item once: what several holds give back to one bucket is added up. Units that leave never meet:
 *  a hold has a bucket of its own. */
function merged(moves: readonly StockMove[]): StockMove[] {
  const byAddress = new Map<string, StockMove>();
  for (const move of moves) {
    const name = addressName(move.at);
    const before = byAddress.get(name);
    byAddress.set(name, before ? together(before, move) : move);
  }
  return [...byAddress.values()];
}

const together = (one: StockMove, other: StockMove): StockMove => ({
  ...one,
  ...other,
  available: one.available + other.available,
  held: one.held + other.held,
  when: { ...one.when, ...other.when },
});
