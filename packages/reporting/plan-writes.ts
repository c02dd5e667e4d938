import { type Item, toItem, toValues } from "#platform/dynamo";
import type { Write } from "#platform/transaction";
import { windowName } from "./level.ts";
import { batchItem, epochKey, evaluatedKey, leaseKey, planKey } from "./reporting-items.ts";
import type { Lease, Plan } from "./writer-store.ts";

/**
 * The one transaction that decides a plan, by what each write is for. `lease` refuses a writer that holds it no longer,
 * `epoch` one that is no longer as it was read, `windows` those that were evaluated before, `batches` sequence numbers
 * that are taken.
 */
export function planWrites(table: string, { fencing }: Lease, plan: Plan, accepts: "open" | "closed") {
  const putNew = (Item: Item): Write => ({
    Put: { TableName: table, Item, ConditionExpression: "attribute_not_exists(pk)" },
  });
  const { epoch, id, pages, windows, batches, published, discarded, after } = plan;
  const isHeld: Write = {
    ConditionCheck: {
      TableName: table,
      Key: toItem(leaseKey),
      ConditionExpression: "fencing = :fencing",
      ExpressionAttributeValues: toValues({ ":fencing": fencing }),
    },
  };
  const counted: Write = {
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
  };
  return {
    lease: [isHeld],
    epoch: [counted],
    windows: windows.map((window) => putNew(toItem({ ...evaluatedKey(epoch, windowName(window)), kind: "evaluated" }))),
    plan: pages > 0 ? [putNew(toItem({ ...planKey(epoch, id), kind: "plan", pages, retired: 0 }))] : [],
    batches: batches.map((batch) => putNew(batchItem(batch))),
  };
}
