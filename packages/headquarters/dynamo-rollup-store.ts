import { GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { ContentionError, pause } from "#platform/contention";
import { fromItem, type Item, type TableHandle, toItem, toValues, unlessRefused } from "#platform/dynamo";
import { queryPages } from "#platform/query";
import { addCells, type Sum, type SumKey, type SummedCell } from "./rollup.ts";
import type { RollupStore } from "./rollup-store.ts";

type SumItem = SumKey & {
  /** The last sequence that is in it. */
  readonly counted: number;
  readonly cells: string;
};

const keyOf = ({ market, epoch, currency, span, period }: SumKey) => ({
  pk: `sum#${market}`,
  sk: `${span}#${period}#${String(epoch).padStart(6, "0")}#${currency}`,
});
const sumIn = (item: Item): Sum => {
  const { market, epoch, currency, span, period, cells } = fromItem<SumItem>(item);
  return { market, epoch, currency, span, period, cells: JSON.parse(cells) as SummedCell[] };
};
/** A series is advanced by a few workers at most; one of them wins each time. */
const attempts = 20;

/**
 * Sums in DynamoDB. One item holds all cells of a period (kinds × channels × categories: tens of kilobytes at most), so
 * that a batch, which is about one period or a few, costs a write for each of those and not for each cell.
 */
export function dynamoRollupStore(handle: TableHandle): RollupStore {
  const { dynamo, table } = handle;
  return {
    async add({ sequence, cells, ...key }) {
      for (let attempt = 1; attempt <= attempts; attempt++) {
        const { Item } = await dynamo.send(
          new GetItemCommand({ TableName: table, Key: toItem(keyOf(key)), ConsistentRead: true }),
        );
        const known = Item ? fromItem<SumItem>(Item) : undefined;
        if (known && known.counted >= sequence) return;
        const before = Item ? sumIn(Item).cells : [];
        const next = { ...key, counted: sequence, cells: JSON.stringify(addCells(before, cells)) };
        const refused = await unlessRefused(
          dynamo.send(
            new PutItemCommand({
              TableName: table,
              Item: toItem({ ...keyOf(key), kind: "sum", ...next }),
              ConditionExpression: known ? "counted = :before" : "attribute_not_exists(pk)",
              ...(known ? { ExpressionAttributeValues: toValues({ ":before": known.counted }) } : {}),
            }),
          ),
        );
        if (!refused) return;
        await pause(attempt);
      }
      throw new ContentionError("a sum is written too often");
    },
    async *sums(market, span, range) {
      const pages = queryPages(handle, {
        KeyConditionExpression: "pk = :pk AND sk BETWEEN :first AND :last",
        ExpressionAttributeValues: toValues({
          ":pk": `sum#${market}`,
          ":first": `${span}#${range?.from ?? ""}`,
          ":last": `${span}#${range?.to ?? ""}~`,
        }),
      });
      for await (const items of pages) yield items.map(sumIn);
    },
  };
}
