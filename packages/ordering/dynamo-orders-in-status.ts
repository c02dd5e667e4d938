import { QueryCommand } from "@aws-sdk/client-dynamodb";
import { fromItem, type TableHandle, toValues } from "#platform/dynamo";
import type { OrderId } from "./contracts/ids.ts";
import type { OrderStatus } from "./order.ts";
import { statusPartitions } from "./order-items.ts";

/** Orders of one state, the oldest of each index partition. May be a moment behind. @param limit of each partition */
export async function ordersInStatus(
  { dynamo, table }: TableHandle,
  status: OrderStatus,
  limit: number,
): Promise<OrderId[]> {
  const found = await Promise.all(
    statusPartitions(status).map((partition) =>
      dynamo.send(
        new QueryCommand({
          TableName: table,
          IndexName: "byStatus",
          KeyConditionExpression: "statusShard = :shard",
          ExpressionAttributeValues: toValues({ ":shard": partition }),
          Limit: limit,
        }),
      ),
    ),
  );
  return found.flatMap(({ Items = [] }) => Items.map((item) => fromItem<{ orderId: OrderId }>(item).orderId));
}
