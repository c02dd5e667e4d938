import { QueryCommand } from "@aws-sdk/client-dynamodb";
import type { DomainEvent } from "#kernel/event";
import { idAs, newId, type OrderId } from "#kernel/ids";
import type { Instant } from "#kernel/time";
import { type Item, type TableHandle, toValues } from "#platform/dynamo";
import { eventOf } from "#platform/fact";
import { outboxWrite } from "#platform/outbox";
import { transact } from "#platform/transaction";
import { headWrite } from "./head-write.ts";
import { allAttempts, unheardOf } from "./payment.ts";
import { attemptItem, dueShard, dueShards, partitionOf, readDue, readPayment } from "./payment-items.ts";
import type { Due, PaymentChange, PaymentStore } from "./payment-store.ts";

/** Payments in DynamoDB: one partition an order, the head item guarding the attempts beside it. */
export function dynamoPaymentStore(handle: TableHandle): PaymentStore {
  const { dynamo, table } = handle;
  return {
    async find(orderId) {
      const items = await readPartition(handle, orderId);
      return readPayment(items) ?? unheardOf(orderId);
    },

    async save(change) {
      const result = await transact(dynamo, [
        headWrite(table, change),
        ...changedAttempts(change).map((item) => ({ Put: { TableName: table, Item: item } })),
        ...eventsOf(change).map((event) => outboxWrite(table, event)),
      ]);
      if (result.outcome === "written") return "saved";
      const stands = result.refusals.find(({ index }) => index === 0)?.item;
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

const eventsOf = ({ after: { orderId, version }, announcements, at: time }: PaymentChange): DomainEvent[] =>
  announcements.map(({ contract, data }) =>
    eventOf(contract, { id: newId("evt"), subject: idAs("pay", orderId), version, time, data }),
  );

const changedAttempts = ({ before, after }: PaymentChange): Item[] =>
  allAttempts(after)
    .filter((attempt) => attempt !== before.attempts[attempt.key])
    .map((attempt) => attemptItem(after.orderId, attempt));

async function readPartition({ dynamo, table }: TableHandle, orderId: OrderId): Promise<Item[]> {
  const items: Item[] = [];
  let from: Item | undefined;
  do {
    const page = await dynamo.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: toValues({ ":pk": partitionOf(orderId) }),
        ConsistentRead: true,
        ...(from ? { ExclusiveStartKey: from } : {}),
      }),
    );
    items.push(...(page.Items ?? []));
    from = page.LastEvaluatedKey;
  } while (from);
  return items;
}

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
