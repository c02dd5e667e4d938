import { GetItemCommand, QueryCommand } from "@aws-sdk/client-dynamodb";
import type { Instant } from "#kernel/time";
import type { OrderId } from "#ordering/contracts/ids";
import type { Stored } from "#platform/decide-and-save";
import { type TableHandle, toItem, toValues } from "#platform/dynamo";
import { transactLabelled } from "#platform/transaction";
import { newPayment, type Payment } from "./payment.ts";
import { dueShard, dueShards, paymentKey, paymentWrite, readDue, readPayment } from "./payment-items.ts";
import type { DuePayment, PaymentStore } from "./payment-store.ts";

/** Payments in DynamoDB: one item an order, with its operations and what the market learns of its last change. */
export function dynamoPaymentStore(handle: TableHandle): PaymentStore {
  const { dynamo, table } = handle;
  const find = async (orderId: OrderId): Promise<Stored<Payment>> => {
    const Key = toItem(paymentKey(orderId));
    const { Item } = await dynamo.send(new GetItemCommand({ TableName: table, Key, ConsistentRead: true }));
    return Item ? readPayment(Item) : { state: newPayment(orderId), seen: new Set(), beside: undefined };
  };
  return {
    find,
    at: (orderId) => ({
      load: () => find(orderId),
      save: async (change) => {
        const { outcome } = await transactLabelled(dynamo, { payment: [paymentWrite(table, change)] });
        return outcome === "written" ? "saved" : "changed-meanwhile";
      },
    }),
    async findDue(now, limit) {
      const shards = Array.from({ length: dueShards }, (_, shard) => dueIn(handle, dueShard(shard), now, limit));
      const found = (await Promise.all(shards)).flat();
      return found.sort((left, right) => (left.since < right.since ? -1 : 1)).slice(0, limit);
    },
  };
}

async function dueIn(
  { dynamo, table }: TableHandle,
  shard: string,
  now: Instant,
  limit: number,
): Promise<DuePayment[]> {
  const { Items = [] } = await dynamo.send(
    new QueryCommand({
      TableName: table,
      IndexName: "due",
      KeyConditionExpression: "dueShard = :shard AND dueAt <= :now",
      ExpressionAttributeValues: toValues({ ":shard": shard, ":now": now }),
      Limit: limit,
    }),
  );
  return Items.flatMap((item) => readDue(item) ?? []);
}
