import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { PutEventsCommand, PutEventsRequestEntry } from "@aws-sdk/client-eventbridge";
import { afterEach, expect, test, vi } from "vitest";
import { type DomainEvent, eventIds } from "#kernel/event";
import { newId } from "#kernel/ids";
import { instantOf } from "#kernel/time";
import { log } from "./log.ts";
import { busPublisher, eventBridge } from "./publish.ts";

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

const events = (count: number, weight = 10): DomainEvent[] =>
  Array.from({ length: count }, (_, index) => ({
    specversion: "1.0",
    id: newId(eventIds),
    source: "archipelago.bells",
    type: "archipelago.bells.rang.v1",
    subject: `bell-${index}`,
    time: instantOf(0),
    version: 1,
    data: { text: "x".repeat(weight) },
  }));

/** A bus that refuses some entries while the call succeeds. */
function bus(refuses: (entry: PutEventsRequestEntry) => boolean = () => false) {
  const calls: PutEventsRequestEntry[][] = [];
  const send = async ({ input: { Entries = [] } }: PutEventsCommand) => {
    calls.push(Entries);
    const results = Entries.map((entry) =>
      refuses(entry) ? { ErrorCode: "ThrottlingException" } : { EventId: "taken" },
    );
    return { FailedEntryCount: results.filter((result) => "ErrorCode" in result).length, Entries: results };
  };
  return { calls, publish: busPublisher("bus", { send } as never) };
}

test("nothing to publish asks nothing", async () => {
  const { calls, publish } = bus();
  expect(await publish([])).toEqual(new Set());
  expect(calls).toEqual([]);
});

test("ten entries a call, in order", async () => {
  const { calls, publish } = bus();
  const all = events(23);
  expect(await publish(all)).toEqual(new Set(all.map(({ id }) => id)));
  expect(calls.map(({ length }) => length)).toEqual([10, 10, 3]);
  expect(calls.flat().map(({ Detail }) => JSON.parse(Detail ?? "").subject)).toEqual(all.map(({ subject }) => subject));
});

test("heavy events travel in calls below 256 kB", async () => {
  const { calls, publish } = bus();
  await publish(events(7, 90_000));
  expect(calls.map(({ length }) => length)).toEqual([2, 2, 2, 1]);
});

test("an entry that was refused inside a successful call is not taken", async () => {
  const all = events(12);
  const { publish } = bus(({ Detail }) => ["bell-3", "bell-11"].includes(JSON.parse(Detail ?? "").subject));
  const taken = await publish(all);
  expect(all.filter(({ id }) => !taken.has(id)).map(({ subject }) => subject)).toEqual(["bell-3", "bell-11"]);
});

test("a call that fails takes nothing, and holds up no other call", async () => {
  const all = [...events(1, 300_000), ...events(3)];
  const { publish } = bus(({ Detail = "" }) => {
    if (Detail.length > 256_000) throw new Error("too large");
    return false;
  });
  expect(await publish(all)).toEqual(new Set(all.slice(1).map(({ id }) => id)));
});

test("a bus that swallows calls takes nothing, and not for ever", async () => {
  const swallowing = createServer(() => undefined).listen(0, "127.0.0.1");
  await once(swallowing, "listening");
  vi.stubEnv("AWS_ENDPOINT_URL", `http://127.0.0.1:${(swallowing.address() as AddressInfo).port}`);
  vi.stubEnv("AWS_ACCESS_KEY_ID", "nobody");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "nothing");
  vi.spyOn(log, "error").mockImplementation(() => undefined);
  const client = eventBridge("eu-west-2", { connectionTimeout: 200, requestTimeout: 50 });
  const taken = await busPublisher("bus", client)(events(1));
  client.destroy();
  swallowing.closeAllConnections();
  swallowing.close();
  expect([...taken]).toEqual([]);
});

test("no call begins after the signal, and one that is under way is given up", async () => {
  const calls: AbortSignal[] = [];
  const ends = new AbortController();
  const send = async (_: PutEventsCommand, { abortSignal }: { abortSignal: AbortSignal }) => {
    calls.push(abortSignal);
    if (calls.length === 1) return { Entries: Array.from({ length: 10 }, () => ({ EventId: "taken" })) };
    ends.abort();
    throw abortSignal.reason;
  };
  vi.spyOn(log, "error").mockImplementation(() => undefined);
  const all = events(40);
  const taken = await busPublisher("bus", { send } as never)(all, ends.signal);
  expect([...taken]).toEqual(all.slice(0, 10).map(({ id }) => id));
  expect(calls).toEqual([ends.signal, ends.signal]);
});
