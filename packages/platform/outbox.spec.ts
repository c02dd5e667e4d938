import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import * as z from "zod/mini";
import { eventContract, eventIds } from "#kernel/event";
import { newId } from "#kernel/ids";
import { instantOf } from "#kernel/time";
import { toItem } from "./dynamo.ts";
import { eventOf } from "./event-envelope.ts";
import { eventsIn, outboxOf, outboxText } from "./outbox.ts";
import { outboxPattern } from "./outbox-layout.ts";

const rang = eventContract({
  type: "archipelago.bells.rang.v1",
  audience: "market",
  data: z.strictObject({ times: z.number() }),
});
const time = instantOf(Date.parse("2026-01-31T23:59:59.999Z"));
const ringing = () => eventOf(rang, { id: newId(eventIds), subject: "bell-1", version: 2, time, data: { times: 3 } });

test("an event gets its contract's envelope", () =>
  expect(ringing()).toMatchObject({
    specversion: "1.0",
    source: "archipelago.bells",
    type: "archipelago.bells.rang.v1",
    subject: "bell-1",
    version: 2,
    data: { times: 3 },
  }));

test("an outbox gives back the whole of its events, in their order", () => {
  const events = [ringing(), ringing()];
  expect(eventsIn(outboxText(events))).toEqual(events);
});

test("a subject that the data names is told once", () => {
  const event = { ...ringing(), data: { times: 3, bell: "bell-1" } };
  expect(outboxText([event]).split("bell-1")).toHaveLength(2);
  expect(eventsIn(outboxText([event]))).toEqual([event]);
});

test("an outbox says what an envelope says in two thirds of its bytes: items pay by the kilobyte", () => {
  const event = ringing();
  expect(outboxText([event]).length * 3).toBeLessThan(JSON.stringify(event).length * 2);
});

test("an item with an outbox is what the relay filters for; one that tells nothing has none", () => {
  const [[attribute, [type]]] = Object.entries(outboxPattern.dynamodb.NewImage).map(([name, form]) => {
    return [name, Object.keys(form)] as const;
  }) as [[string, [string]]];
  expect(toItem(outboxOf([ringing()]))[attribute]).toHaveProperty(type);
  expect(outboxOf([])).toEqual({});
});

test("a short outbox is read by people, a longer one takes less room", () => {
  const events = Array.from({ length: 5 }, ringing);
  expect(outboxText(events.slice(0, 2))).toContain("bells.rang.v1");
  const plain = events.reduce((length, event) => length + outboxText([event]).length, 0);
  expect(outboxText(events).length * 4).toBeLessThan(plain * 3);
  expect(eventsIn(outboxText(events))).toEqual(events);
});

test("what an order of thousands of places tells at once leaves room in its item of 400 kB", () => {
  const code = (text: string) => createHash("sha256").update(text).digest("hex");
  const places = Array.from({ length: 1_000 }, (_, line) => ["n1", "n2", "n3", "n4"].map((node) => ({ line, node })));
  const items = places
    .flat()
    .map(({ line, node }) => ({ sellerId: code(`s${line % 40}`), sku: code(`k${line}`), nodeId: node, quantity: 3 }));
  const event = { ...ringing(), data: { times: 3, items } };
  const text = outboxText([event]);
  expect(JSON.stringify(event).length).toBeGreaterThan(600_000);
  expect(Buffer.byteLength(text)).toBeLessThan(300_000);
  expect(eventsIn(text)).toEqual([event]);
  expect(outboxText([event])).toBe(text);
});
