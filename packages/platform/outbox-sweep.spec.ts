import { expect, test } from "vitest";
import { type DomainEvent, eventIds } from "#kernel/event";
import { newId } from "#kernel/ids";
import { type Instant, instantOf, plusSeconds } from "#kernel/time";
import { outboxText } from "./outbox.ts";
import { sweepOutbox } from "./outbox-sweep.ts";
import { memoryTables } from "./spec-tables.ts";
import { setAside } from "./unpublished.ts";

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
  const told: string[] = [];
  const publish = async (events: readonly DomainEvent[]) => {
    const taken = events.map(({ id }) => id).filter((id) => !never.has(id));
    told.push(...taken);
    return new Set<string>(taken);
  };
  return {
    told,
    async aside(events: readonly DomainEvent[], since: Instant, refused = false) {
      if (refused) for (const { id } of events) never.add(id);
      const outboxes = events.map((one) => outboxText([one]));
      await setAside(handle, outboxes, since);
    },
    sweep: (minute: number) => sweepOutbox(handle, publish, after(minute)),
    calls: () => tables.calls.splice(0).length,
  };
}

test("what the bus refuses for weeks hides nothing that it would take, and a run asks no more for it", {
  timeout: 60_000,
}, async () => {
  const { told, aside, sweep, calls } = outbox();
  await aside(Array.from({ length: 16 * 400 }, event), start, true); // much more than one run looks at
  const late: string[] = [];
  for (let minute = week; minute <= 4 * week; minute += 3 * 1_440) {
    const one = event();
    late.push(one.id);
    await aside([one], after(minute));
    calls();
    for (let run = 1; run <= 8 && !told.includes(one.id); run++) await sweep(minute + run);
    expect(calls()).toBeLessThanOrEqual(8 * (2 * 16 + 1));
  }
  expect(told).toEqual(late);
});

test("what an outage left is published in one run, though it is more than one look finds", {
  timeout: 60_000,
}, async () => {
  const { told, aside, sweep } = outbox();
  await aside(Array.from({ length: 16 * 300 }, event), start);
  expect(await sweep(week)).toEqual({ republished: 16 * 300, refused: 0, lagSeconds: week * 60 });
  expect(new Set(told).size).toBe(16 * 300);
  expect(await sweep(week + 1)).toMatchObject({ republished: 0, refused: 0 });
});

test("what the bus would not take for weeks is published when it does, and told by its age until then", async () => {
  const { told, aside, sweep } = outbox();
  const stuck = Array.from({ length: 40 }, event);
  await aside(stuck, start);
  expect(await sweep(3 * week)).toEqual({ republished: 40, refused: 0, lagSeconds: 3 * week * 60 });
  expect(told.sort()).toEqual(stuck.map(({ id }) => id).sort());
  expect(await sweep(3 * week + 1)).toEqual({ republished: 0, refused: 0, lagSeconds: 0 });
});
