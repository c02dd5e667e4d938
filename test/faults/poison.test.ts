import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type DeadLetterQueue, deadLetterQueues } from "#cli/dead-letters/queues";
import { type DomainEvent, type EventType, eventIds } from "#kernel/event";
import { newId } from "#kernel/ids";
import { instantOf } from "#kernel/time";
import { placedV2 } from "#ordering/contracts/placed.v2";
import { agreed } from "#test/support/agreement";
import { archipelago } from "#test/support/command";
import { functionName, withEnvironment } from "#test/support/emulator-control";
import { deadLetters, publish, quiet } from "#test/support/event-traffic";
import { eventually } from "#test/support/eventually";
import { emptied, hasten } from "#test/support/impatient-queues";
import { queuesOf } from "#test/support/local-aws";
import { type Client, clientOf, type Json, person } from "#test/support/market-client";
import { anOrder, fresh, marketsOfStack, offer, orderThat, placed } from "#test/support/shop";

const [market] = marketsOfStack();
if (!market) throw new Error("the stack has no market");
const { code } = market;
const sqs = queuesOf(code);
const sellerId = fresh("shop");
/** Seconds until a failed message is tried again. It is a minute and more, for which nobody wants to wait here. */
const hastened = 2;
/** Every order of the shop. */
const all: string[] = [];
let operations: Client;
let queues: readonly DeadLetterQueue[];
let putBack: (() => Promise<void>) | undefined;

beforeAll(async () => {
  operations = await clientOf(code, person("operations"));
  await offer(operations, market, { sellerId, sku: "A" });
  await quiet(code);
  queues = (await deadLetterQueues(sqs, code)).filter(({ source }) => source !== undefined);
  for (const { url } of queues) await emptied(sqs, url);
  putBack = await hasten(
    sqs,
    queues.flatMap(({ source }) => source?.url ?? []),
    hastened,
  );
});
afterAll(() => putBack?.());

const event = (type: EventType, data: unknown): DomainEvent => ({
  specversion: "1.0",
  id: newId(eventIds),
  source: "archipelago.ordering",
  type,
  subject: "ord_none",
  time: instantOf(Date.now()),
  version: 1,
  data,
});
const garbage = ["no event at all", "{}", JSON.stringify({ detail: event("archipelago.ordering.placed.v99", {}) })];
const buy = async (): Promise<string> => {
  const { id } = await placed(operations, anOrder(market, [{ sellerId, sku: "A" }]));
  all.push(id);
  return id;
};
const confirmed = (id: string): Promise<Json> => orderThat(operations, id, ({ status }) => status === "confirmed");
const lettersAre = (expected: Readonly<Record<string, number>>): Promise<void> =>
  eventually(async () => expect(await deadLetters(code)).toEqual(expected), {
    withinSeconds: 100,
    everyMilliseconds: 500,
  });
const redriven = async (queue: string, ...more: readonly string[]): Promise<Json> => {
  const { code: exit, document, err } = await archipelago("redrive", code, queue, ...more);
  expect(exit, err).toBe(0);
  return document;
};

test("what nobody can read is set aside, and holds up nothing beside it", { timeout: 300_000 }, async () => {
  const before = await buy();
  for (const { source } of queues)
    for (const MessageBody of garbage) await sqs.send(new SendMessageCommand({ QueueUrl: source?.url, MessageBody }));
  await publish(code, [event(placedV2.type, { orderId: "none", total: "much" }), event(placedV2.type, {})]);
  const after = await buy();
  for (const id of [before, after]) await confirmed(id);
  const onPlaced = `${functionName(code, "payments/pay.event")}-dlq`;
  const poison = Object.fromEntries(queues.map(({ name }) => [name, garbage.length + (name === onPlaced ? 2 : 0)]));
  await lettersAre(poison);

  // what is redriven and still cannot be read comes back; nothing of it gets lost
  const few = poison[onPlaced] ?? 0;
  expect(await redriven(onPlaced, "--dry-run")).toEqual({ queue: onPlaced, waiting: few, moved: 0, dryRun: true });
  expect(await redriven(onPlaced)).toEqual({ queue: onPlaced, waiting: few, moved: few, dryRun: false });
  const last = await buy();
  await lettersAre(poison);
  await confirmed(last);
  for (const queue of queues) expect(await emptied(sqs, queue.url), queue.name).toBe(poison[queue.name]);
  await lettersAre({});
  expect(await redriven(onPlaced)).toMatchObject({ waiting: 0, moved: 0 });
  await agreed(market, all);
});

test("what failed for a time is handled when it is redriven", { timeout: 300_000 }, async () => {
  const entry = "ordering/confirm-on-payment.event";
  const queue = `${functionName(code, entry)}-dlq`;
  const ids: string[] = [];
  await withEnvironment(code, entry, { ORDERING_TABLE: `archipelago-${code}-mistyped` }, async () => {
    ids.push(await buy(), await buy());
    await lettersAre({ [queue]: 2 });
    for (const id of ids) expect((await operations.get(`/orders/${id}`)).body.status).toBe("held");
  });
  expect(await redriven(queue.replace("-dlq", ""))).toEqual({ queue, waiting: 2, moved: 2, dryRun: false });
  for (const id of ids) await confirmed(id);
  await lettersAre({});
  await agreed(market, all);
});
