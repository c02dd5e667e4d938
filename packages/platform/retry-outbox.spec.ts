import { expect, test } from "vitest";
import { type DomainEvent, eventIds } from "#kernel/event";
import { newId } from "#kernel/ids";
import { type Instant, instantOf, plusSeconds } from "#kernel/time";
import { memoryTables } from "#test/support/dynamodb/memory-tables";
import { outboxText } from "./outbox.ts";
import { enqueue } from "./outbox-retry-store.ts";
import { retryOutbox } from "./retry-outbox.ts";

const start = instantOf(Date.parse("2026-11-01T00:00:00Z"));
const after = (minutes: number): Instant => plusSeconds(start, minutes * 60);
const week = 7 * 1_440;
const subject = "bell";
const event = (): DomainEvent => ({
  ...{
    specversion: "1.0",
    id: newId(eventIds),
    source: "archipelago.bells",
    type: "archipelago.bells.rang.v1",
    subject,
  },
  ...{ time: start, version: 1, data: {} },
});

/** What a relay set aside, and a bus that refuses some of it for ever. */
function outbox() {
  const tables = memoryTables([
    { name: "t", partition: "pk", sort: "sk", stream: true, ttl: "expiresAt", indexes: {} },
  ]);
  const handle = { dynamo: tables.dynamo, table: "t" };
  const never = new Set<string>();
  const published: string[] = [];
  const publish = async (events: readonly DomainEvent[]) => {
    const taken = events.map(({ id }) => id).filter((id) => !never.has(id));
    published.push(...taken);
    return new Set<string>(taken);
  };
  return {
    published,
    async aside(events: readonly DomainEvent[], since: Instant, refused = false) {
      if (refused) for (const { id } of events) never.add(id);
      const outboxes = events.map((one) => outboxText([one]));
      await enqueue(handle, outboxes, since);
    },
    retry: (minute: number) => retryOutbox(handle, publish, after(minute)),
    calls: () => tables.calls.splice(0).length,
  };
}

test("what the bus refuses for weeks hides nothing that it would take, and a run asks no more for it", {
  timeout: 60_000,
}, async () => {
  const { published, aside, retry, calls } = outbox();
  await aside(Array.from({ length: 16 * 400 }, event), start, true); // much more than one run looks at
  const late: string[] = [];
  for (let minute = week; minute <= 4 * week; minute += 3 * 1_440) {
    const one = event();
    late.push(one.id);
    await aside([one], after(minute));
    calls();
    for (let run = 1; run <= 8 && !published.includes(one.id); run++) await retry(minute + run);
    expect(calls()).toBeLessThanOrEqual(8 * (2 * 16 + 1));
  }
  expect(published).toEqual(late);
});

test("what an outage left is published in one run, though it is more than one look finds", {
  timeout: 60_000,
}, async () => {
  const { published, aside, retry } = outbox();
  await aside(Array.from({ length: 16 * 300 }, event), start);
  expect(await retry(week)).toEqual({ republished: 16 * 300, refused: 0, lagSeconds: week * 60 });
  expect(new Set(published).size).toBe(16 * 300);
  expect(await retry(week + 1)).toMatchObject({ republished: 0, refused: 0 });
});

test("what the bus would not take for weeks is published when it does, and told by its age until then", async () => {
  const { published, aside, retry } = outbox();
  const stuck = Array.from({ length: 40 }, event);
  await aside(stuck, start);
  expect(await retry(3 * week)).toEqual({ republished: 40, refused: 0, lagSeconds: 3 * week * 60 });
  expect(published.sort()).toEqual(stuck.map(({ id }) => id).sort());
  expect(await retry(3 * week + 1)).toEqual({ republished: 0, refused: 0, lagSeconds: 0 });
});
