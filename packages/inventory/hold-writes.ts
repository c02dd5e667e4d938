import type { Instant } from "#kernel/time";
import type { OrderId } from "#ordering/contracts/ids";
import { fromItem, toItem, toValues } from "#platform/dynamo";
import type { Refusal, Write } from "#platform/transaction";
import { holdKey } from "./stock-items.ts";
import { moveWrite } from "./stock-writes.ts";
import type { Take } from "./take.ts";

/** Which part of an order's stock is taken, and when. The first one is chunk 0. */
export type Taking = { readonly chunk: number; readonly at: Instant };

/**
 * The writes that hold units for an order, for the transaction that writes the order, by what they write: of each take
 * one of the `buckets` and one of the `holds`, in the order of `takes`. The bucket refuses when it has less; the hold when
 * this chunk or a later one took from that bucket, so that no chunk is taken twice. A later chunk may take more from a
 * bucket that an earlier one took from: what others gave back lies where it lies. A hold has no clock of its own: it
 * follows the order's state.
 * @param takes each of another bucket: `takeFrom` a place once, with all that the order wants of it
 */
export const holdWrites = (table: string, orderId: OrderId, takes: readonly Take[], taking: Taking) => ({
  buckets: takes.map(({ quantity, ...at }) =>
    moveWrite(table, { at, available: -quantity, held: quantity, when: { availableAtLeast: quantity } }),
  ),
  holds: takes.map((take) => (taking.chunk === 0 ? newHold : moreHeld)(table, orderId, take, taking)),
});

const newHold = (table: string, orderId: OrderId, take: Take, { chunk, at }: Taking): Write => ({
  Put: {
    TableName: table,
    Item: toItem({
      ...{ ...holdKey(orderId, take), kind: "hold", orderId, ...take },
      ...{ taken: take.quantity, takenAt: at, chunk },
    }),
    ConditionExpression: "attribute_not_exists(pk)",
    ReturnValuesOnConditionCheckFailure: "ALL_OLD",
  },
});

const moreHeld = (table: string, orderId: OrderId, take: Take, { chunk, at }: Taking): Write => ({
  Update: {
    TableName: table,
    Key: toItem(holdKey(orderId, take)),
    UpdateExpression:
      "SET kind = :kind, orderId = :order, sellerId = :seller, sku = :sku, nodeId = :node, #bucket = :bucket, " +
      "takenAt = :at, chunk = :chunk ADD quantity :units, taken :units",
    ConditionExpression: "attribute_not_exists(pk) OR chunk < :chunk",
    ExpressionAttributeNames: { "#bucket": "bucket" },
    ExpressionAttributeValues: toValues({
      ...{ ":kind": "hold", ":order": orderId, ":seller": take.sellerId, ":sku": take.sku, ":node": take.nodeId },
      ...{ ":bucket": take.bucket, ":at": at, ":chunk": chunk, ":units": take.quantity },
    }),
    ReturnValuesOnConditionCheckFailure: "ALL_OLD",
  },
});

/** Why takes were refused. */
export type TakeRefusals = {
  /** Buckets that had less than was to be taken, and what they have. */
  readonly short: readonly { readonly take: Take; readonly left: number }[];
  /** Takes that this order made before: the same transaction was already written. */
  readonly repeated: readonly Take[];
};

/** Reads the refusals of a transaction that contained the `holdWrites` of these takes. */
export function takeRefusals(
  takes: readonly Take[],
  { buckets = [], holds = [] }: { readonly buckets?: readonly Refusal[]; readonly holds?: readonly Refusal[] },
): TakeRefusals {
  return {
    short: buckets.flatMap(({ index, item }) => {
      const { available = 0 } = item ? fromItem<{ available?: number }>(item) : {};
      return takes.slice(index, index + 1).map((take) => ({ take, left: available }));
    }),
    repeated: holds.flatMap(({ index }) => takes.slice(index, index + 1)),
  };
}
