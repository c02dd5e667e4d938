import type { Instant } from "#kernel/time";
import type { OrderId } from "#ordering/contracts/ids";
import { fromItem, toItem, toValues } from "#platform/dynamo";
import type { Refusal, Write } from "#platform/transaction";
import type { ReservationItem } from "./availability.ts";
import { holdKey } from "./stock-items.ts";
import { moveWrite } from "./stock-writes.ts";

/** Which part of an order's stock is taken, and when. The first one is chunk 0. */
export type Taking = { readonly chunk: number; readonly at: Instant };

/**
 * The writes that hold units for an order, for the transaction that writes the order, by what they write: of each item
 * one of the `buckets` and one of the `holds`, in the order of `reservations`. The bucket refuses when it has less; the hold when
 * this chunk or a later one took from that bucket, so that no chunk is taken twice. A later chunk may take more from a
 * bucket that an earlier one took from: what others gave back lies where it lies. A hold has no clock of its own: it
 * follows the order's state.
 * @param reservations each of another bucket: `reserveFrom` a place once, with all that the order wants of it
 */
export const holdWrites = (
  table: string,
  orderId: OrderId,
  reservations: readonly ReservationItem[],
  taking: Taking,
) => ({
  buckets: reservations.map(({ quantity, ...at }) =>
    moveWrite(table, { at, available: -quantity, held: quantity, when: { availableAtLeast: quantity } }),
  ),
  holds: reservations.map((reservation) =>
    (taking.chunk === 0 ? newHold : moreHeld)(table, orderId, reservation, taking),
  ),
});

const newHold = (table: string, orderId: OrderId, reservation: ReservationItem, { chunk, at }: Taking): Write => ({
  Put: {
    TableName: table,
    Item: toItem({
      ...{ ...holdKey(orderId, reservation), kind: "hold", orderId, ...reservation },
      ...{ taken: reservation.quantity, takenAt: at, chunk },
    }),
    ConditionExpression: "attribute_not_exists(pk)",
    ReturnValuesOnConditionCheckFailure: "ALL_OLD",
  },
});

const moreHeld = (table: string, orderId: OrderId, reservation: ReservationItem, { chunk, at }: Taking): Write => ({
  Update: {
    TableName: table,
    Key: toItem(holdKey(orderId, reservation)),
    UpdateExpression:
      "SET kind = :kind, orderId = :order, sellerId = :seller, sku = :sku, nodeId = :node, #bucket = :bucket, " +
      "takenAt = :at, chunk = :chunk ADD quantity :units, taken :units",
    ConditionExpression: "attribute_not_exists(pk) OR chunk < :chunk",
    ExpressionAttributeNames: { "#bucket": "bucket" },
    ExpressionAttributeValues: toValues({
      ...{
        ":kind": "hold",
        ":order": orderId,
        ":seller": reservation.sellerId,
        ":sku": reservation.sku,
        ":node": reservation.nodeId,
      },
      ...{ ":bucket": reservation.bucket, ":at": at, ":chunk": chunk, ":units": reservation.quantity },
    }),
    ReturnValuesOnConditionCheckFailure: "ALL_OLD",
  },
});

/** Why reservations were refused. */
export type ReservationRefusals = {
  /** Buckets that had less than was to be taken, and what they have. */
  readonly short: readonly { readonly reservation: ReservationItem; readonly left: number }[];
};

/** Reads the refusals of a transaction that contained the `holdWrites` of these reservations. */
export function reservationRefusals(
  reservations: readonly ReservationItem[],
  { buckets = [] }: { readonly buckets?: readonly Refusal[] },
): ReservationRefusals {
  return {
    short: buckets.flatMap(({ index, item }) => {
      const { available = 0 } = item ? fromItem<{ available?: number }>(item) : {};
      return reservations.slice(index, index + 1).map((reservation) => ({ reservation, left: available }));
    }),
  };
}
