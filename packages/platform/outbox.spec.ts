import { expect, test } from "vitest";
import * as z from "zod/mini";
import { eventContract } from "#kernel/event";
import { newId } from "#kernel/ids";
import { instantOf } from "#kernel/time";
import type { Item } from "./dynamo.ts";
import { eventOf } from "./fact.ts";
import { outboxPattern } from "./manifest.ts";
import { minuteOf, outboxKey, outboxPartition, outboxShards, outboxWrite } from "./outbox.ts";

const rang = eventContract({
  type: "archipelago.bells.rang.v1",
  audience: "market",
  data: z.strictObject({ times: z.number() }),
});
const time = instantOf(Date.parse("2026-01-31T23:59:59.999Z"));
const ringing = () => eventOf(rang, { id: newId("evt"), subject: "bell-1", version: 2, time, data: { times: 3 } });

test("a fact gets its contract's envelope", () =>
  expect(ringing()).toMatchObject({
    specversion: "1.0",
    source: "archipelago.bells",
    type: "archipelago.bells.rang.v1",
    subject: "bell-1",
    version: 2,
    data: { times: 3 },
  }));

test("an event lies in a partition that the sweep of its minute walks", () => {
  const walked = Array.from({ length: outboxShards }, (_, shard) => outboxPartition(minuteOf(time), shard));
  for (let made = 0; made < 200; made++) expect(walked).toContain(outboxKey(ringing()).pk);
});

test("events are spread over all partitions of a minute", () => {
  const used = new Set(Array.from({ length: 500 }, () => outboxKey(ringing()).pk));
  expect(used.size).toBe(outboxShards);
});

test("an item holds the whole event, has the kind that the relay filters for, and is tidied after two weeks", () => {
  const event = ringing();
  const item = outboxWrite("table", event).Put?.Item as Item;
  expect(JSON.parse(item.event?.S ?? "")).toEqual(event);
  expect(outboxPattern.dynamodb.NewImage.kind.S).toContain(item.kind?.S);
  expect(Number(item.expiresAt?.N)).toBe(Math.floor(Date.parse(time) / 1000) + 14 * 86_400);
});
