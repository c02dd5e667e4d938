import type { BatchWriteItemCommand } from "@aws-sdk/client-dynamodb";
import type { DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import { expect, test } from "vitest";
import type { DomainEvent } from "#kernel/event";
import { newId } from "#kernel/ids";
import { instantOf } from "#kernel/time";
import { outboxKey, outboxWrite } from "./outbox.ts";
import { relay } from "./relay.ts";

const event = (): DomainEvent => ({
  specversion: "1.0",
  id: newId("evt"),
  source: "archipelago.bells",
  type: "archipelago.bells.rang.v1",
  subject: "bell",
  time: instantOf(Date.parse("2026-01-01T00:00:00Z")),
  version: 1,
  data: {},
});
const records = (events: readonly DomainEvent[]): DynamoDBStreamEvent => ({
  Records: events.map(
    (one, index) =>
      ({ dynamodb: { SequenceNumber: `${100 + index}`, NewImage: outboxWrite("t", one).Put?.Item } }) as DynamoDBRecord,
  ),
});

function table(refuses: (pk: string) => boolean = () => false) {
  const marked: (string | undefined)[] = [];
  const calls: number[] = [];
  const send = async ({ input }: BatchWriteItemCommand) => {
    const items = (input.RequestItems?.t ?? []).map(({ PutRequest }) => PutRequest?.Item ?? {});
    if (items.some(({ sk }) => refuses(sk?.S ?? ""))) throw new Error("the table is away");
    calls.push(items.length);
    marked.push(...items.filter(({ publishedAt }) => publishedAt?.S).map(({ sk }) => sk?.S));
    return {};
  };
  return { calls, marked, handle: { dynamo: { send } as never, table: "t" } };
}
const busThatRefuses = (refused: readonly DomainEvent[]) => async (events: readonly DomainEvent[]) =>
  new Set(
    events.filter((one) => !refused.includes(one) && !refused.some(({ id }) => id === one.id)).map(({ id }) => id),
  );

test("what the bus took is marked", async () => {
  const [one, other] = [event(), event()];
  const { marked, handle } = table();
  expect(await relay(handle, busThatRefuses([]))(records([one, other]))).toEqual({ batchItemFailures: [] });
  expect(marked.sort()).toEqual([one, other].map((each) => outboxKey(each).sk).sort());
});

test("the lowest refused record is reported, and what was taken behind it is marked all the same", async () => {
  const all = [event(), event(), event(), event()] as const;
  const { marked, handle } = table();
  const answer = await relay(handle, busThatRefuses([all[3], all[1]]))(records(all));
  expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: "101" }] });
  expect(marked).toHaveLength(2);
});

test("a full batch is marked in four calls", async () => {
  const all = Array.from({ length: 100 }, event);
  const { calls, marked, handle } = table();
  await relay(handle, busThatRefuses([]))(records(all));
  expect(marked.sort()).toEqual(all.map(({ id }) => id).sort());
  expect(calls).toEqual([25, 25, 25, 25]);
});

test("a mark that fails does not repeat the batch: the sweep will", async () => {
  const one = event();
  const { handle } = table(() => true);
  expect(await relay(handle, busThatRefuses([]))(records([one]))).toEqual({ batchItemFailures: [] });
});

test("records that are no events pass", async () => {
  const { handle, marked } = table();
  const removed = { dynamodb: { SequenceNumber: "1" } } as DynamoDBRecord;
  const other = { dynamodb: { SequenceNumber: "2", NewImage: { pk: { S: "order#1" } } } } as DynamoDBRecord;
  expect(await relay(handle, busThatRefuses([]))({ Records: [removed, other] })).toEqual({ batchItemFailures: [] });
  expect(marked).toEqual([]);
});
