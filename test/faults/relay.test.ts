import { DeleteItemCommand, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import type { PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Instant, instantOf } from "#kernel/time";
import { orderingTable } from "#ordering/table";
import { type Item, toItem } from "#platform/dynamo";
import { outboxKey } from "#platform/outbox";
import { sweepOutbox } from "#platform/outbox-sweep";
import { busPublisher } from "#platform/publish";
import { relay } from "#platform/relay";
import { tableNameOf } from "#platform/table";
import { agreed } from "#test/support/agreement";
import { whileAsleep } from "#test/support/emulator-control";
import { carriers, eventsSince } from "#test/support/event-traffic";
import { busOf, dynamoOf } from "#test/support/local-aws";
import { type Client, clientOf, person } from "#test/support/market-client";
import { anOrder, fresh, marketsOfStack, offer, orderThat, placed } from "#test/support/shop";

const [market] = marketsOfStack();
if (!market) throw new Error("the stack has no market");
const { code } = market;
const handle = { dynamo: dynamoOf(code), table: tableNameOf(code, orderingTable) };
const bus = `archipelago-${code}-bus`;
const watermark = { pk: "outbox-sweep", sk: "watermark" };
const sellerId = fresh("shop");
/** Every order of the shop. */
const all: string[] = [];
let operations: Client;
let before: Item | undefined;

beforeAll(async () => {
  operations = await clientOf(code, person("operations"));
  await offer(operations, market, { sellerId, sku: "A" });
  before = await read(watermark);
});
// the sweeps of these tests ran ahead of the clock: the market's own must not pass over what is told now
afterAll(() => turnBack());
const turnBack = () => {
  const { table: TableName } = handle;
  return before
    ? handle.dynamo.send(new PutItemCommand({ TableName, Item: before }))
    : handle.dynamo.send(new DeleteItemCommand({ TableName, Key: toItem(watermark) }));
};

const read = async (key: object): Promise<Item | undefined> =>
  (await handle.dynamo.send(new GetItemCommand({ TableName: handle.table, Key: toItem(key), ConsistentRead: true })))
    .Item;
const place = async (): Promise<string> => {
  const { id } = await placed(operations, anOrder(market, [{ sellerId, sku: "A" }]));
  all.push(id);
  return id;
};
/** What the table's stream delivers when these events were written. */
const streamOf = async (since: Instant, ids: readonly string[]) => {
  const events = await eventsSince(code, since, ids);
  const images = await Promise.all(events.map((event) => read(outboxKey(event))));
  const Records = images.map((NewImage, index) => ({
    eventName: "INSERT",
    dynamodb: { NewImage, SequenceNumber: String(index + 1) },
  }));
  return { events, stream: { Records } as unknown as Parameters<ReturnType<typeof relay>>[0] };
};
const marked = async (events: Awaited<ReturnType<typeof eventsSince>>): Promise<boolean[]> =>
  Promise.all(events.map(async (event) => (await read(outboxKey(event)))?.publishedAt !== undefined));

test("what the bus refused of a batch is told to the stream, and republished by the sweep", {
  timeout: 240_000,
}, async () => {
  const ids: string[] = [];
  await whileAsleep(code, carriers, async () => {
    const since = instantOf(Date.now());
    for (let order = 0; order < 5; order++) ids.push(await place());
    const { events, stream } = await streamOf(since, ids);
    expect(events).toHaveLength(5);
    const whole = busOf(code);
    const send = async (command: PutEventsCommand) => {
      const entries = command.input.Entries ?? [];
      command.input.Entries = entries.filter((_, index) => index % 2 === 0); // every second one does not get through
      await whole.send(command);
      const Entries = entries.map((_, index) =>
        index % 2 === 0 ? { EventId: "x" } : { ErrorCode: "ThrottlingException" },
      );
      return { FailedEntryCount: 2, Entries };
    };
    const failing = { send } as unknown as Pick<typeof whole, "send">;
    const { batchItemFailures } = await relay(handle, busPublisher(bus, failing))(stream);
    expect(batchItemFailures).toEqual([{ itemIdentifier: "2" }]);
    expect(await marked(events)).toEqual([true, false, true, false, true]);

    const swept = await sweepOutbox(handle, busPublisher(bus, whole), instantOf(Date.now() + 240_000));
    expect(swept).toMatchObject({ refused: 0 });
    expect(swept.republished).toBeGreaterThanOrEqual(2);
    expect(await marked(events)).toEqual([true, true, true, true, true]);
  });
  for (const id of ids) await orderThat(operations, id, ({ status }) => status === "confirmed");
  await agreed(market, all);
});

test("what no relay ever carried is published by the sweep", { timeout: 240_000 }, async () => {
  const ids: string[] = [];
  await whileAsleep(code, carriers, async () => {
    const since = instantOf(Date.now());
    ids.push(await place(), await place());
    const { events } = await streamOf(since, ids);
    await turnBack();
    const publish = busPublisher(bus, busOf(code));
    await sweepOutbox(handle, publish, instantOf(Date.now())); // too early: the relay may still be about to
    expect(await marked(events)).toEqual([false, false]);
    await sweepOutbox(handle, publish, instantOf(Date.now() + 240_000));
    expect(await marked(events)).toEqual([true, true]);
  });
  for (const id of ids) await orderThat(operations, id, ({ status }) => status === "confirmed");
  await agreed(market, all);
});
