import { QueryCommand } from "@aws-sdk/client-dynamodb";
import type { Instant } from "#kernel/time";
import { fromItem, type Item, type TableHandle, toValues } from "#platform/dynamo";
import type { OrderId } from "./contracts/ids.ts";
import { duePartitions } from "./order-items.ts";
import type { DueOrder } from "./order-store.ts";

/** Due orders of one partition that one run looks at; what is left waits for the next minute. */
const perPartition = 500;

/** Held orders that are due, the oldest first. May be a moment behind. */
export async function findDueOrders(handle: TableHandle, now: Instant): Promise<readonly DueOrder[]> {
  const found = await Promise.all(duePartitions.map((partition) => dueIn(handle, partition, now)));
  return found.flat().sort((left, right) => (left.dueAt < right.dueAt ? -1 : 1));
}

async function dueIn({ dynamo, table }: TableHandle, partition: string, now: Instant) {
  const due: DueOrder[] = [];
  let from: Item | undefined;
  do {
    const page = await dynamo.send(
      new QueryCommand({
        TableName: table,
        IndexName: "due",
        KeyConditionExpression: "dueShard = :shard AND dueAt <= :now",
        ExpressionAttributeValues: toValues({ ":shard": partition, ":now": now }),
        Limit: perPartition - due.length,
        ...(from ? { ExclusiveStartKey: from } : {}),
      }),
    );
    for (const item of page.Items ?? []) {
      const { pk, dueAt } = fromItem<{ pk: string; dueAt: Instant }>(item);
      due.push({ id: pk.slice("order#".length) as OrderId, dueAt });
    }
    from = page.LastEvaluatedKey;
  } while (from && due.length < perPartition);
  return due;
}
