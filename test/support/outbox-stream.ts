import type { DomainEvent } from "#kernel/event";
import type { Item } from "#platform/dynamo";
import { eventsIn } from "#platform/outbox";
import { type TableSpec, tableNameOf } from "#platform/table";
import { ask } from "./emulator-control.ts";

/** A record of a table's stream, as a relay gets it. */
export type StreamRecord = {
  readonly eventName: "INSERT" | "MODIFY" | "REMOVE";
  readonly dynamodb: { readonly NewImage?: Item; readonly SequenceNumber: string };
};

const streams = (place: string, operation: string, body: object) =>
  ask(place, "dynamodb", { target: `DynamoDBStreams_20120810.${operation}`, body });

type Reader = { readonly records: StreamRecord[]; last?: string };
/** What was read before need not be read again. */
const readers = new Map<string, Reader>();

/** Everything that was written with an outbox to a table since the local cloud was started, the oldest first: what the
 *  table's relay has got or will get. */
export async function outboxRecords(place: string, spec: TableSpec): Promise<readonly StreamRecord[]> {
  const TableName = tableNameOf(place, spec);
  const reader: Reader = readers.get(TableName) ?? { records: [] };
  readers.set(TableName, reader);
  const { Streams } = await streams(place, "ListStreams", { TableName });
  const { StreamArn } = Streams[0];
  const { StreamDescription } = await streams(place, "DescribeStream", { StreamArn });
  for (const { ShardId } of StreamDescription.Shards) {
    const from = reader.last
      ? { ShardIteratorType: "AFTER_SEQUENCE_NUMBER", SequenceNumber: reader.last }
      : { ShardIteratorType: "TRIM_HORIZON" };
    let { ShardIterator } = await streams(place, "GetShardIterator", { StreamArn, ShardId, ...from });
    for (;;) {
      const { Records, NextShardIterator } = await streams(place, "GetRecords", { ShardIterator });
      if (Records.length === 0) break;
      reader.last = Records.at(-1).dynamodb.SequenceNumber;
      reader.records.push(...Records.filter(({ dynamodb }: StreamRecord) => dynamodb.NewImage?.outbox));
      ShardIterator = NextShardIterator;
    }
  }
  return reader.records;
}

/** The events that a record tells. */
export const eventsOfRecord = ({ dynamodb }: StreamRecord): readonly DomainEvent[] =>
  eventsIn(dynamodb.NewImage?.outbox?.S ?? "[]");
