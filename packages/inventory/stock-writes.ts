import { toItem, toValues } from "#platform/dynamo";
import type { Write } from "#platform/transaction";
import { stockKey } from "./stock-items.ts";
import type { StockMove } from "./stock-move.ts";

/** A move as the table understands it. A refused one tells what stands there. */
export function moveWrite(table: string, move: StockMove): Write {
  const { at, available, held, consumed, when, layout, nextLayout, retired, mayCreate } = move;
  const values: Record<string, unknown> = { ":available": available, ":held": held };
  const sets: string[] = [];
  const adds = ["available :available", "held :held"];
  const conditions: string[] = [];
  if (mayCreate) {
    const { sellerId, sku, nodeId, bucket } = at;
    sets.push("kind = :kind", "sellerId = :seller", "sku = :sku", "nodeId = :node", "#bucket = :bucket");
    Object.assign(values, { ":kind": "stock", ":seller": sellerId, ":sku": sku, ":node": nodeId, ":bucket": bucket });
  }
  if (layout) {
    sets.push("activeBuckets = :activeBuckets", "everBuckets = :everBuckets");
    Object.assign(values, { ":activeBuckets": layout.activeBuckets, ":everBuckets": layout.everBuckets });
  }
  if (consumed) {
    // `consumed` is one of DynamoDB's reserved words
    adds.push("consumedUnits :consumed");
    values[":consumed"] = consumed;
  }
  if (nextLayout) {
    adds.push("layoutVersion :one");
    values[":one"] = 1;
  }
  if (retired) {
    sets.push("retired = :retired");
    values[":retired"] = true;
  }
  if (when.availableAtLeast !== undefined) {
    conditions.push("available >= :least");
    values[":least"] = when.availableAtLeast;
  }
  if (when.availableIs !== undefined) {
    conditions.push("available = :exactly");
    values[":exactly"] = when.availableIs;
  }
  if (when.heldAtLeast !== undefined) {
    conditions.push("held >= :leastHeld");
    values[":leastHeld"] = when.heldAtLeast;
  }
  if (when.active) conditions.push("attribute_exists(pk)", "attribute_not_exists(retired)");
  if (when.layoutVersionIs === 0) conditions.push("attribute_not_exists(pk)");
  else if (when.layoutVersionIs !== undefined) {
    conditions.push("layoutVersion = :layout");
    values[":layout"] = when.layoutVersionIs;
  }
  return {
    Update: {
      TableName: table,
      Key: toItem(stockKey(at)),
      UpdateExpression: [
        ...(sets.length > 0 ? [`SET ${sets.join(", ")}`] : []),
        `ADD ${adds.join(", ")}`,
        ...(retired === false ? ["REMOVE retired"] : []),
      ].join(" "),
      ...(conditions.length > 0 ? { ConditionExpression: conditions.join(" AND ") } : {}),
      // `bucket` is one of DynamoDB's reserved words
      ...(mayCreate ? { ExpressionAttributeNames: { "#bucket": "bucket" } } : {}),
      ExpressionAttributeValues: toValues(values),
      ReturnValuesOnConditionCheckFailure: "ALL_OLD",
    },
  };
}
