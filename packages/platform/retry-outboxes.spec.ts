import { afterEach, expect, test, vi } from "vitest";
import { type DomainEvent, eventIds } from "#kernel/event";
import { newId } from "#kernel/ids";
import { instantOf, plusSeconds } from "#kernel/time";
import { memoryTables } from "#test/support/dynamodb/memory-tables";
import { log } from "./log.ts";
import { outboxText } from "./outbox.ts";
import { enqueue } from "./outbox-retry-store.ts";
import { retryOutboxes } from "./retry-outboxes.ts";

afterEach(() => vi.restoreAllMocks());

const start = instantOf(Date.parse("2026-11-01T00:00:00Z"));
const event = (): DomainEvent => ({
  ...{ specversion: "1.0", id: newId(eventIds), source: "archipelago.bells", type: "archipelago.bells.rang.v1" },
  ...{ subject: "bell", time: start, version: 1, data: {} },
});
const invocation = { getRemainingTimeInMillis: () => 50_000 };

/** Two tables that each have an event waiting for a retry since `start`. */
async function twoTables() {
  const spec = { partition: "pk", sort: "sk", stream: true, ttl: "expiresAt", indexes: {} } as const;
  const tables = memoryTables([
    { name: "bells", ...spec },
    { name: "doors", ...spec },
  ]);
  const [bells, doors] = ["bells", "doors"].map((table) => ({ dynamo: tables.dynamo, table }));
  if (!bells || !doors) throw new Error("there are two");
  const [rang, opened] = [event(), event()];
  await enqueue(bells, [outboxText([rang])], start);
  await enqueue(doors, [outboxText([opened])], start);
  return { bells, doors, opened };
}

/** A run, and what it says of each table's lag. */
async function run(handles: Parameters<typeof retryOutboxes>[0], publish: Parameters<typeof retryOutboxes>[1]) {
  const written: string[] = [];
  vi.spyOn(log, "error").mockImplementation(() => undefined);
  vi.spyOn(process.stdout, "write").mockImplementation((text) => written.push(String(text)) > 0);
  const report = await retryOutboxes(handles, publish, plusSeconds(start, 90), invocation);
  vi.restoreAllMocks();
  const lags = written.map((line) => JSON.parse(line)).map(({ table, OutboxLagSeconds }) => [table, OutboxLagSeconds]);
  return { report, lags: Object.fromEntries(lags) };
}

test("every table is published, and each one's lag is its own", async () => {
  const { bells, doors, opened } = await twoTables();
  const refusing = async (events: readonly DomainEvent[]) =>
    new Set(events.map(({ id }) => id).filter((id) => id !== opened.id));
  expect(await run([bells, doors], refusing)).toEqual({
    report: { republished: 1, refused: 1, lagSeconds: 90 },
    lags: { bells: 90, doors: 90 },
  });
  expect(await run([bells, doors], refusing)).toEqual({
    report: { republished: 0, refused: 1, lagSeconds: 90 },
    lags: { bells: 0, doors: 90 },
  });
});

test("a table that is away holds up no other; its lag is not known, and so is not that of all", async () => {
  const { bells, doors, opened } = await twoTables();
  const away = { ...bells, dynamo: { send: () => Promise.reject(new Error("the table is away")) } };
  const published: string[] = [];
  const publish = async (events: readonly DomainEvent[]) => {
    published.push(...events.map(({ id }) => id));
    return new Set<string>(events.map(({ id }) => id));
  };
  expect(await run([away, doors], publish)).toEqual({ report: { republished: 1, refused: 0 }, lags: { doors: 90 } });
  expect(published).toEqual([opened.id]);
});
