import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import { afterEach, expect, test, vi } from "vitest";
import { type DomainEvent, eventIds } from "#kernel/event";
import { newId } from "#kernel/ids";
import { instantOf, plusSeconds } from "#kernel/time";
import { memoryTables } from "#test/support/dynamodb/memory-tables";
import { log } from "./log.ts";
import { eventsIn, outboxOf } from "./outbox.ts";
import { busPublisher, eventBridge } from "./publish.ts";
import { relay } from "./relay.ts";
import { retryOutbox } from "./retry-outbox.ts";

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

const now = instantOf(Date.parse("2026-01-01T00:00:00Z"));
const event = (): DomainEvent => ({
  specversion: "1.0",
  id: newId(eventIds),
  source: "archipelago.bells",
  type: "archipelago.bells.rang.v1",
  subject: "bell",
  time: now,
  version: 1,
  data: {},
});
const recordOf = (outbox: string | undefined) =>
  ({ dynamodb: { NewImage: { pk: { S: "bell" }, ...(outbox ? { outbox: { S: outbox } } : {}) } } }) as DynamoDBRecord;
const records = (...events: readonly (readonly DomainEvent[])[]): DynamoDBStreamEvent => ({
  Records: events.map((ofOneItem) => recordOf(outboxOf(ofOneItem).outbox)),
});
const invocation = { getRemainingTimeInMillis: () => 10_000 };

/** A table that keeps what is set aside, or refuses everything while it is away. */
function table() {
  const tables = memoryTables([
    { name: "t", partition: "pk", sort: "sk", stream: true, ttl: "expiresAt", indexes: {} },
  ]);
  const state = { away: false };
  tables.between(async (_, pass) => {
    if (state.away) throw new Error("the table is away");
    return pass();
  });
  const texts = () => tables.all<{ text: string }>("t").map(({ text }) => text);
  const aside = () =>
    texts()
      .flatMap(eventsIn)
      .map(({ id }) => id);
  return { state, texts, aside, handle: { dynamo: tables.dynamo, table: "t" } };
}

function busThatRefuses(...refused: readonly DomainEvent[]) {
  const published: string[] = [];
  const publish = async (events: readonly DomainEvent[]) => {
    const taken = events.map(({ id }) => id).filter((id) => !refused.some((one) => one.id === id));
    published.push(...taken);
    return new Set(taken);
  };
  return { published, publish };
}

test("what the bus took leaves nothing behind", async () => {
  const [one, other, third] = [event(), event(), event()];
  const { handle, aside } = table();
  const { publish, published } = busThatRefuses();
  expect(await relay(handle, publish)(records([one, other], [third]), invocation)).toEqual({ batchItemFailures: [] });
  expect(published).toEqual([one.id, other.id, third.id]);
  expect(aside()).toEqual([]);
});

test("what it refused is set aside alone, and holds up nothing behind it", async () => {
  const [first, second, third] = [event(), event(), event()];
  const { handle, aside } = table();
  const { publish, published } = busThatRefuses(first, third);
  expect(await relay(handle, publish)(records([first, second], [third]), invocation)).toEqual({
    batchItemFailures: [],
  });
  expect(published).toEqual([second.id]);
  expect(aside().sort()).toEqual([first.id, third.id].sort());
});

test("a whole batch is set aside while the bus is away, and published when it is back", async () => {
  const all = Array.from({ length: 100 }, event);
  const { handle, aside } = table();
  await relay(handle, busThatRefuses(...all).publish)(records(all), invocation);
  expect(aside()).toHaveLength(100);
  const { publish, published } = busThatRefuses();
  await retryOutbox(handle, publish, instantOf(Date.now()));
  expect([published.sort(), aside()]).toEqual([all.map(({ id }) => id).sort(), []]);
});

test("a batch that is delivered again sets nothing aside twice", async () => {
  const one = event();
  const { handle, aside } = table();
  for (let time = 0; time < 2; time++) await relay(handle, busThatRefuses(one).publish)(records([one]), invocation);
  expect(aside()).toEqual([one.id]);
});

test("what can be neither published nor set aside fails the batch, so that the stream keeps it", async () => {
  const one = event();
  const { handle, state } = table();
  state.away = true;
  await expect(relay(handle, busThatRefuses(one).publish)(records([one]), invocation)).rejects.toThrow(
    "the table is away",
  );
});

test("the retry publishes what was set aside and forgets it; what is refused again stays", async () => {
  const [one, other] = [event(), event()];
  const { handle, aside } = table();
  await relay(handle, busThatRefuses(one, other).publish)(records([one, other]), invocation);
  const later = plusSeconds(instantOf(Date.now()), 90);
  const again = busThatRefuses(other);
  expect(await retryOutbox(handle, again.publish, later)).toMatchObject({ republished: 1, refused: 1 });
  expect([again.published, aside()]).toEqual([[one.id], [other.id]]);
  const last = busThatRefuses();
  const { lagSeconds } = await retryOutbox(handle, last.publish, later);
  expect(lagSeconds).toBeGreaterThanOrEqual(89);
  expect([last.published, aside()]).toEqual([[other.id], []]);
  expect(await retryOutbox(handle, last.publish, later)).toEqual({ republished: 0, refused: 0, lagSeconds: 0 });
});

test("an outbox that cannot be read is kept until it can be, and told by the retry's lag", async () => {
  const { handle, texts } = table();
  await relay(handle, busThatRefuses().publish)({ Records: [recordOf("{")] }, invocation);
  expect(texts()).toEqual(["{"]);
  const later = plusSeconds(instantOf(Date.now()), 600);
  const retried = await retryOutbox(handle, busThatRefuses().publish, later);
  expect(retried).toMatchObject({ republished: 0, refused: 1 });
  expect(retried.lagSeconds).toBeGreaterThan(500);
  expect(texts()).toEqual(["{"]);
});

test("records without an outbox pass", async () => {
  const { handle, texts } = table();
  const removed = { dynamodb: { SequenceNumber: "1" } } as DynamoDBRecord;
  const answer = await relay(handle, busThatRefuses().publish)({ Records: [removed, recordOf(undefined)] }, invocation);
  expect(answer).toEqual({ batchItemFailures: [] });
  expect(texts()).toEqual([]);
});

test("a full batch on a bus that never answers is set aside before the invocation's own time is up", async () => {
  const all = Array.from({ length: 100 }, event);
  const { handle, aside } = table();
  const { port, close } = await listeningOnly();
  vi.stubEnv("AWS_ENDPOINT_URL", `http://127.0.0.1:${port}`);
  vi.stubEnv("AWS_ACCESS_KEY_ID", "nobody");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "nothing");
  vi.spyOn(log, "error").mockImplementation(() => undefined);
  vi.spyOn(log, "warn").mockImplementation(() => undefined);
  const client = eventBridge("eu-west-2");
  const ends = Date.now() + 4_500;
  const answer = await relay(handle, busPublisher("bus", client))(records(all), {
    getRemainingTimeInMillis: () => ends - Date.now(),
  });
  const left = ends - Date.now();
  client.destroy();
  close();
  expect(answer).toEqual({ batchItemFailures: [] });
  expect(aside().sort()).toEqual(all.map(({ id }) => id).sort());
  expect(left).toBeGreaterThan(0);
});

/** A server that takes calls and answers none. */
async function listeningOnly() {
  const server = createServer(() => undefined).listen(0, "127.0.0.1");
  await once(server, "listening");
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { port: (server.address() as AddressInfo).port, close };
}
