import { gunzipSync, gzipSync } from "node:zlib";
import { GetItemCommand } from "@aws-sdk/client-dynamodb";
import type { ReservationItem } from "#inventory/availability";
import { daysInSeconds, epochSecondsOf, type Instant } from "#kernel/time";
import type { OrderId } from "#ordering/contracts/ids";
import { orderPartition } from "#ordering/order-items";
import { fromItem, type Key, type TableHandle, toItem } from "#platform/dynamo";
import type { Write } from "#platform/transaction";

/** The plan of an order lies beside it until its last chunk is taken. */
const planKey = (id: OrderId): Key => ({ pk: orderPartition(id), sk: "plan" });

/** Writes all reservations of an order, those already made among them, in the order in which they are made. */
export const planWrite = (
  table: string,
  id: OrderId,
  reservations: readonly ReservationItem[],
  now: Instant,
): Write => ({
  Put: {
    TableName: table,
    Item: toItem({
      ...planKey(id),
      kind: "order-plan",
      reservations: gzipSync(JSON.stringify(reservations), { level: 1 }),
      expiresAt: epochSecondsOf(now) + daysInSeconds(7),
    }),
  },
});

/** An order that is held has no plan any more. */
export const planRemoval = (table: string, id: OrderId): Write => ({
  Delete: { TableName: table, Key: toItem(planKey(id)) },
});

/** @returns `undefined` when the order has no plan, or no longer */
export async function readPlan(
  { dynamo, table }: TableHandle,
  id: OrderId,
): Promise<readonly ReservationItem[] | undefined> {
  const { Item } = await dynamo.send(
    new GetItemCommand({ TableName: table, Key: toItem(planKey(id)), ConsistentRead: true }),
  );
  return (
    Item &&
    (JSON.parse(gunzipSync(fromItem<{ reservations: Uint8Array }>(Item).reservations).toString()) as ReservationItem[])
  );
}
