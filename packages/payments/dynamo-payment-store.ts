import { GetItemCommand, QueryCommand } from "@aws-sdk/client-dynamodb";
import { type DomainEvent, eventIds } from "#kernel/event";
import { idAs, newId } from "#kernel/ids";
import type { Instant } from "#kernel/time";
import { type TableHandle, toItem, toValues } from "#platform/dynamo";
import { eventOf } from "#platform/event-envelope";
import { transact } from "#platform/transaction";
import { paymentIds } from "./contracts/ids.ts";
import { newPayment } from "./payment.ts";
import { dueShard, dueShards, paymentKey, readDue, readPayment } from "./payment-items.ts";
import type { Due, PaymentChange, PaymentStore } from "./payment-store.ts";
import { paymentWrite } from "./payment-writes.ts";

/** Payments in DynamoDB: one item an order, with its operations and what the market hears of its last change. */
export function dynamoPaymentStore(handle: TableHandle): PaymentStore {
  const { dynamo, table } = handle;
  return {
    async find(orderId) {
      const Key = toItem(paymentKey(orderId));
      const { Item } = await dynamo.send(new GetItemCommand({ TableName: table, Key, ConsistentRead: true }));
      return Item ? readPayment(Item) : newPayment(orderId);
    },

    async save(change) {
      const result = await transact(dynamo, [paymentWrite(table, change, eventsOf(change))]);
      if (result.outcome === "written") return "saved";
      const stands = result.refusals[0]?.item;
      return change.cause !== undefined && stands?.seen?.SS?.includes(change.cause)
        ? "already-done"
        : "changed-meanwhile";
    },

    async findDue(now, limit) {
      const shards = Array.from({ length: dueShards }, (_, shard) => dueIn(handle, dueShard(shard), now, limit));
      const found = (await Promise.all(shards)).flat();
      return found.sort((left, right) => (left.since < right.since ? -1 : 1)).slice(0, limit);
    },
  };
}

const eventsOf = ({ after: { orderId, version }, integrationEvents, at: time }: PaymentChange): DomainEvent[] =>
  integrationEvents.map(({ contract, data }) =>
    eventOf(contract, { id: newId(eventIds), subject: idAs(paymentIds, orderId), version, time, data }),
  );

async function dueIn({ dynamo, table }: TableHandle, shard: string, now: Instant, limit: number): Promise<Due[]> {
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
