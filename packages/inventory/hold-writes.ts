import type { Instant } from "#kernel/time";
import type { OrderId } from "#ordering/contracts/ids";
import { fromItem, toItem, toValues } from "#platform/dynamo";
import type { Refusal, Write } from "#platform/transaction";
import { holdKey } from "./keys.ts";
import { moveWrite } from "./move-write.ts";
import type { Take } from "./take.ts";

/** How many items one take writes: its bucket and its hold. */
export const writesPerTake = 2;

/** Which part of an order's stock is taken, and when. The first one is chunk 0. */
export type Taking = { readonly chunk: number; readonly at: Instant };

/**
 * The writes that hold units for an order, for the transaction that writes the order: two a take, the bucket's and the
 * hold's, in the order of `takes`. The bucket refuses when it has less; the hold when this chunk or a later one took from
 * that bucket, so that no chunk is taken twice. A later chunk may take more from a bucket that an earlier one took from:
 * what others gave back lies where it lies. A hold has no clock of its own: it follows the order's state.
 * @param takes each of another bucket: `takeFrom` a place once, with all that the order wants of it
 */
export const holdWrites = (table: string, orderId: OrderId, takes: readonly Take[], taking: Taking): Write[] =>
  takes.flatMap((take): Write[] => {
    const { quantity, ...address } = take;
    return [
      moveWrite(table, {
        at: address,
        available: -quantity,
        held: quantity,
        when: { availableAtLeast: quantity },
      }),
      taking.chunk === 0 ? newHold(table, orderId, take, taking) : moreHeld(table, orderId, take, taking),
    ];
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

/**
 * Reads the refusals of a transaction that contained `holdWrites`.
 * @param first the index of the first hold write in that transaction; refusals outside the takes are ignored
 */
export function takeRefusals(takes: readonly Take[], refusals: readonly Refusal[], first: number): TakeRefusals {
  const short: { take: Take; left: number }[] = [];
  const repeated: Take[] = [];
  for (const { index, item } of refusals) {
    const take = index < first ? undefined : takes[Math.floor((index - first) / writesPerTake)];
    if (!take) continue;
    if ((index - first) % writesPerTake === 1) repeated.push(take);
    else short.push({ take, left: item ? (fromItem<{ available?: number }>(item).available ?? 0) : 0 });
  }
  return { short, repeated };
}
