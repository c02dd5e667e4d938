import { GetItemCommand, PutItemCommand, QueryCommand } from "@aws-sdk/client-dynamodb";
import { fromItem, type Item, type TableHandle, toItem, toValues, unlessRefused } from "#platform/dynamo";
import type { Batch, BatchData, SeriesName } from "./batch.ts";
import { type BatchStore, outOfOrderPage } from "./batch-store.ts";
import { dynamoSeriesStore } from "./dynamo-series-store.ts";

type BatchItem = { readonly sk: string; readonly time: Batch["time"]; readonly data: string };

const padded = (sequence: number): string => String(sequence).padStart(10, "0");
const partitionOf = ({ market, epoch }: SeriesName): string => `batch#${market}#${epoch}`;
const daysOf = ({ market, epoch }: SeriesName): string => `days#${market}#${epoch}`;
const keyOf = (name: SeriesName, sequence: number) => ({ pk: partitionOf(name), sk: padded(sequence) });
const batchIn = (item: Item): Batch => {
  const { time, data } = fromItem<BatchItem>(item);
  return { time, data: JSON.parse(data) as BatchData };
};
/** Characters of batches that one read answers with, about: more would not fit into an answer of the feed. */
const largestRead = 4_000_000;

/** Batches in DynamoDB: one item each, one partition a series, beside one small item a series, and one for
 * each day on which it went on. */
export function dynamoBatchStore(handle: TableHandle): BatchStore {
  const { dynamo, table } = handle;
  return {
    ...dynamoSeriesStore(handle),
    async keep({ data, time }) {
      const text = JSON.stringify(data);
      const standing = await unlessRefused(
        dynamo.send(
          new PutItemCommand({
            TableName: table,
            Item: toItem({ ...keyOf(data, data.sequence), kind: "batch", time, data: text }),
            ConditionExpression: "attribute_not_exists(pk)",
            ReturnValuesOnConditionCheckFailure: "ALL_OLD",
          }),
        ),
      );
      if (!standing) return "kept";
      return fromItem<BatchItem>(standing).data === text ? "kept-already" : "another";
    },
    async find(name, sequence) {
      const { Item } = await dynamo.send(
        new GetItemCommand({ TableName: table, Key: toItem(keyOf(name, sequence)), ConsistentRead: true }),
      );
      return Item && batchIn(Item);
    },
    async read(name, { after, through, limit }) {
      const batches: Batch[] = [];
      let size = 0;
      let from: Item | undefined;
      do {
        const page = await dynamo.send(
          new QueryCommand({
            TableName: table,
            KeyConditionExpression: "pk = :pk AND sk BETWEEN :first AND :last",
            ExpressionAttributeValues: toValues({
              ":pk": partitionOf(name),
              ":first": padded(after + 1),
              ":last": padded(through),
            }),
            Limit: limit - batches.length,
            ConsistentRead: true, // a batch that a replica does not have yet would look like one that was skipped
            ...(from ? { ExclusiveStartKey: from } : {}),
          }),
        );
        for (const item of page.Items ?? []) {
          batches.push(batchIn(item));
          size += fromItem<BatchItem>(item).data.length;
        }
        from = page.LastEvaluatedKey;
      } while (from && batches.length < limit && size < largestRead);
      return batches;
    },
    async noteFirstOfDay(name, day, sequence) {
      const Item = toItem({ pk: daysOf(name), sk: day, kind: "first-of-day", sequence });
      await dynamo.send(new PutItemCommand({ TableName: table, Item }));
    },
    async firstSince(name, day) {
      const { Items = [] } = await dynamo.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: "pk = :pk AND sk >= :day",
          ExpressionAttributeValues: toValues({ ":pk": daysOf(name), ":day": day }),
          Limit: 1,
          ConsistentRead: true,
        }),
      );
      const [first] = Items;
      return first && fromItem<{ readonly sequence: number }>(first).sequence;
    },
    async outOfOrderAfter(name, after) {
      const sequences: number[] = [];
      let from: Item | undefined;
      do {
        const page = await dynamo.send(
          new QueryCommand({
            TableName: table,
            KeyConditionExpression: "pk = :pk AND sk > :after",
            ProjectionExpression: "sk",
            ExpressionAttributeValues: toValues({ ":pk": partitionOf(name), ":after": padded(after) }),
            Limit: outOfOrderPage - sequences.length,
            ...(from ? { ExclusiveStartKey: from } : {}),
          }),
        );
        for (const item of page.Items ?? []) sequences.push(Number(fromItem<BatchItem>(item).sk));
        from = page.LastEvaluatedKey;
      } while (from && sequences.length < outOfOrderPage);
      return sequences;
    },
  };
}
