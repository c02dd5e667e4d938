import { toItem, toValues } from "#platform/dynamo";
import type { Write } from "#platform/transaction";
import { windowName } from "./level.ts";
import { batchItem, epochKey, evaluatedKey, leaseKey, planKey } from "./reporting-items.ts";
import type { Lease, Plan } from "./writer-store.ts";

/**
 * The one transaction that decides a plan: the writer still holds its lease, the epoch is as it was read, the windows
 * are evaluated for the first time, and the batches get the next sequence numbers.
 */
export function planWrites(table: string, { fencing }: Lease, plan: Plan, accepts: "open" | "closed"): Write[] {
  const put = (item: object): Write => ({
    Put: { TableName: table, Item: toItem(item), ConditionExpression: "attribute_not_exists(pk)" },
  });
  const { epoch, id, pages, windows, batches, published, discarded, after } = plan;
  return [
    {
      ConditionCheck: {
        TableName: table,
        Key: toItem(leaseKey),
        ConditionExpression: "fencing = :fencing",
        ExpressionAttributeValues: toValues({ ":fencing": fencing }),
      },
    },
    {
      Update: {
        TableName: table,
        Key: toItem(epochKey(epoch)),
        UpdateExpression: "SET lastSequence = :last, published = :published, discarded = :discarded",
        ConditionExpression: `lastSequence = :after AND ${accepts === "open" ? "attribute_not_exists" : "attribute_exists"}(closedAt)`,
        ExpressionAttributeValues: toValues({
          ":after": after,
          ":last": after + batches.length,
          ":published": published,
          ":discarded": discarded,
        }),
      },
    },
    ...windows.map((window) => put({ ...evaluatedKey(epoch, windowName(window)), kind: "evaluated" })),
    ...(pages > 0 ? [put({ ...planKey(epoch, id), kind: "plan", pages, retired: 0 })] : []),
    ...batches.map(
      (batch): Write => ({
        Put: { TableName: table, Item: batchItem(batch), ConditionExpression: "attribute_not_exists(pk)" },
      }),
    ),
  ];
}
