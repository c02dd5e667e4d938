import type { PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { beforeAll, expect, test } from "vitest";
import { instantOf } from "#kernel/time";
import { orderingTable } from "#ordering/table";
import { eventsIn } from "#platform/outbox";
import { findPending } from "#platform/outbox-retry-store";
import { busPublisher } from "#platform/publish";
import { relay } from "#platform/relay";
import { retryOutbox } from "#platform/retry-outbox";
import { tableNameOf } from "#platform/table";
import { agreed } from "#test/support/agreement";
import { whileAsleep, withEnvironment } from "#test/support/emulator-control";
import { quiet } from "#test/support/event-traffic";
import { busOf, dynamoOf } from "#test/support/local-aws";
import { type Client, clientOf, person } from "#test/support/market-client";
import { relayOf, relays } from "#test/support/market-functions";
import { eventsOfRecord, outboxRecords } from "#test/support/outbox-stream";
import { anOrder, fresh, marketsOfStack, offer, orderThat, placed } from "#test/support/shop";

const [market] = marketsOfStack();
if (!market) throw new Error("the stack has no market");
const { code } = market;
const handle = { dynamo: dynamoOf(code), table: tableNameOf(code, orderingTable) };
const bus = `archipelago-${code}-bus`;
const sellerId = fresh("shop");
/** Every order of the shop. */
const all: string[] = [];
let operations: Client;
const invocation = { getRemainingTimeInMillis: () => 10_000 };

beforeAll(async () => {
  operations = await clientOf(code, person("operations"));
  await offer(operations, market, { sellerId, sku: "A" });
});

const place = async (): Promise<string> => {
  const { id } = await placed(operations, anOrder(market, [{ sellerId, sku: "A" }]));
  all.push(id);
  return id;
};
/** What the table's stream delivers of these orders, and the events in it. */
async function streamOf(ids: readonly string[]) {
  const mine = new Set<string>(ids);
  const Records = (await outboxRecords(code, orderingTable)).filter((record) =>
    eventsOfRecord(record).some(({ subject }) => mine.has(subject)),
  );
  const stream = { Records } as unknown as Parameters<ReturnType<typeof relay>>[0];
  return { events: Records.flatMap(eventsOfRecord), stream };
}
/** Ids of the events that wait for the retry. */
const aside = async (): Promise<string[]> =>
  (await findPending(handle, 250)).flatMap(({ outbox }) => eventsIn(outbox).map(({ id }) => id as string));
const confirmed = async (ids: readonly string[]): Promise<void> => {
  for (const id of ids) await orderThat(operations, id, ({ status }) => status === "confirmed");
  await agreed(market, all);
};

test("what the bus refused of a batch is set aside, and published by the retry", { timeout: 240_000 }, async () => {
  const ids: string[] = [];
  await whileAsleep(code, relays, async () => {
    for (let order = 0; order < 5; order++) ids.push(await place());
    const { events, stream } = await streamOf(ids);
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
    expect(await relay(handle, busPublisher(bus, failing))(stream, invocation)).toEqual({ batchItemFailures: [] });
    const refused = [events[1]?.id, events[3]?.id];
    expect((await aside()).sort()).toEqual(refused.sort());

    const deaf = await retryOutbox(handle, async () => new Set(), instantOf(Date.now()));
    expect(deaf).toMatchObject({ republished: 0, refused: 2 });
    const retried = await retryOutbox(handle, busPublisher(bus, whole), instantOf(Date.now()));
    expect(retried).toMatchObject({ republished: 2, refused: 0 });
    expect(await aside()).toEqual([]);
    await quiet(code);
    for (const id of ids) expect((await operations.get(`/orders/${id}`)).body.payment.status).toBe("authorised");
  });
  await confirmed(ids);
});

test("a relay that reaches neither bus nor table gets its batch again until it does", {
  timeout: 240_000,
}, async () => {
  const ids: string[] = [];
  const nowhere = { AWS_ENDPOINT_URL: "http://127.0.0.1:9" };
  await withEnvironment(code, relayOf(orderingTable), nowhere, async () => {
    for (let order = 0; order < 3; order++) ids.push(await place());
    await quiet(code);
    for (const id of ids) expect((await operations.get(`/orders/${id}`)).body.status).toBe("held");
    expect(await aside()).toEqual([]);
  });
  await confirmed(ids);
});
