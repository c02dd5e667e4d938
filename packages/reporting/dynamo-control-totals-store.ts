import { fromItem, readMany, type TableHandle, toItem, toValues } from "#platform/dynamo";
import { transactLabelled, type Write } from "#platform/transaction";
import type { ControlTotalsStore } from "./control-totals-store.ts";
import { addTo, type ObservationKind, type Sums } from "./observation.ts";
import { controlEntryKey, controlShardOf, controlShards, controlTotalsKey } from "./reporting-items.ts";

/** Control totals in DynamoDB: an entry and its total change together, and each entry is made once. */
export function dynamoControlTotalsStore(handle: TableHandle): ControlTotalsStore {
  const { dynamo, table } = handle;
  return {
    async enter({ epoch, orderId, cause, sums }) {
      const columns = columnsOf(sums);
      const entry: Write = {
        Put: {
          TableName: table,
          Item: toItem({
            ...controlEntryKey(orderId, cause),
            kind: "control-entry",
            epoch,
            ...Object.fromEntries(columns),
          }),
          ConditionExpression: "attribute_not_exists(pk)",
        },
      };
      const total: Write = {
        Update: {
          TableName: table,
          Key: toItem(controlTotalsKey(epoch, controlShardOf(orderId))),
          UpdateExpression: `ADD ${columns.map(([name]) => `${name} :${name}`).join(", ")}`,
          ExpressionAttributeValues: toValues(Object.fromEntries(columns.map(([name, value]) => [`:${name}`, value]))),
        },
      };
      const written = await transactLabelled(dynamo, { entry: [entry], total: [total] });
      return written.outcome === "written" ? "entered" : "known";
    },
    async controlTotals(epoch) {
      const reads = Array.from({ length: controlShards }, (_, shard) => ({
        table,
        key: controlTotalsKey(epoch, shard),
      }));
      const found = await readMany(handle, reads, "strong");
      return [...found.values()]
        .map(sumsIn)
        .reduce<Sums>(
          (all, sums) =>
            Object.entries(sums).reduce(
              (some, [kind, measures]) => addTo(some, kind as ObservationKind, measures),
              all,
            ),
          {},
        );
    },
  };
}

/** `sale_goods` and its amount, for every measure. */
const columnsOf = (sums: Sums): [string, number][] =>
  Object.entries(sums).flatMap(([kind, measures]) =>
    Object.entries(measures).map(([name, value]): [string, number] => [`${kind}_${name}`, value]),
  );

function sumsIn(item: Parameters<typeof fromItem>[0]): Sums {
  const { pk: _, sk: __, ...columns } = fromItem<Record<string, number> & { pk: unknown; sk: unknown }>(item);
  return Object.entries(columns).reduce<Sums>((sums, [column, value]) => {
    const [kind = "", measure = ""] = column.split("_");
    return addTo(sums, kind as ObservationKind, { [measure]: value });
  }, {});
}
