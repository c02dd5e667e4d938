import fc from "fast-check";
import { expect, test } from "vitest";
import { instantOf } from "#kernel/time";
import { isProblem, problemDocument } from "#platform/problem";
import { memoryTables } from "#test/support/dynamodb/memory-tables";
import { type Batch, seriesName } from "./batch.ts";
import { dynamoBatchStore } from "./dynamo-batch-store.ts";
import { dynamoRollupStore } from "./dynamo-rollup-store.ts";
import { showFeed } from "./show-feed.ts";
import { aBatch, archiveInMemory, at, someSeries } from "./spec-support.ts";
import { type Archive, storeBatch } from "./store-batch.ts";
import { headquartersTable } from "./table.ts";

const secret = async () => "a-key-that-is-long-enough-to-sign-cursors";
const written = (sequence: number, time: string, more: Partial<Batch["data"]> = {}): Batch => ({
  ...aBatch(sequence, more),
  time: instantOf(Date.parse(time)),
});

type Asked = { readonly from?: string; readonly after?: string; readonly limit?: number };
async function shown({ batches }: Pick<Archive, "batches">, asked: Asked) {
  const answer = await showFeed({ batches, secret }, { limit: 100, ...asked });
  if (isProblem(answer)) throw new Error(answer.detail);
  const { events, ...rest } = answer.body as { events: { id: string }[]; next: string; caughtUp: boolean };
  return { ids: events.map(({ id }) => id), ...rest };
}
async function archiveOf(...batches: readonly Batch[]) {
  const archive = archiveInMemory();
  for (const batch of batches) await storeBatch(archive, batch, at(0));
  return archive;
}

test("a reader begins with each market's first batch of the day, by UTC", async () => {
  const archive = await archiveOf(
    written(1, "2026-03-01T23:59:59.999Z"),
    written(2, "2026-03-02T00:00:00.000Z"),
    written(3, "2026-03-04T10:00:00.000Z"),
    written(1, "2026-03-03T10:00:00.000Z", { market: "bb" }),
    written(1, "2026-03-01T10:00:00.000Z", { market: "cc" }),
  );
  expect((await shown(archive, { from: "2026-03-02" })).ids).toEqual(["aa/1/2", "bb/1/1", "aa/1/3"]);
  expect((await shown(archive, { from: "2026-03-04" })).ids).toEqual(["aa/1/3"]);
  expect((await shown(archive, { from: "2020-01-01" })).ids).toEqual((await shown(archive, {})).ids);
});

test("`next` goes on as ever", async () => {
  const archive = await archiveOf(...[1, 2, 3, 4].map((day) => written(day, `2026-03-0${day}T12:00:00Z`)));
  const first = await shown(archive, { from: "2026-03-02", limit: 1 });
  expect(first).toMatchObject({ ids: ["aa/1/2"], caughtUp: false });
  expect((await shown(archive, { after: first.next })).ids).toEqual(["aa/1/3", "aa/1/4"]);
});

test("a day that is yet to come begins at the end of what there is", async () => {
  const archive = await archiveOf(written(1, "2026-03-01T12:00:00Z"));
  const end = await shown(archive, { from: "2030-01-01" });
  expect(end).toEqual({ ids: [], next: end.next, caughtUp: true });
  await storeBatch(archive, written(2, "2026-03-02T12:00:00Z"), at(1));
  expect((await shown(archive, { after: end.next })).ids).toEqual(["aa/1/2"]);
});

test("where a market's clocks went back, nothing that was written since is left out", async () => {
  const archive = await archiveOf(
    written(1, "2026-03-01T12:00:00Z"),
    written(2, "2026-03-03T00:00:00Z"),
    written(3, "2026-03-02T23:59:59Z"),
    written(4, "2026-03-03T00:00:01Z"),
  );
  expect((await shown(archive, { from: "2026-03-02" })).ids).toEqual(["aa/1/2", "aa/1/3", "aa/1/4"]);
  expect((await shown(archive, { from: "2026-03-03" })).ids).toEqual(["aa/1/2", "aa/1/3", "aa/1/4"]);
});

test("a series that was counted before days were noted is shown from its beginning", async () => {
  const archive = archiveInMemory();
  const old: Archive = { ...archive, batches: { ...archive.batches, noteFirstOfDay: async () => {} } };
  for (const day of [1, 2]) await storeBatch(old, written(day, `2026-03-0${day}T12:00:00Z`), at(0));
  const { newestDay: _, ...undated } = archive.series()[0] ?? { newestDay: "" };
  const upgraded = { ...archive.batches, findSeries: async () => undated as never };
  await storeBatch({ ...archive, batches: upgraded }, written(3, "2026-03-03T12:00:00Z"), at(1));
  expect((await shown(archive, { from: "2026-03-02" })).ids).toEqual(["aa/1/1", "aa/1/2", "aa/1/3"]);
});

test("a reader that names a day and a cursor is told of both", async () => {
  const { batches } = await archiveOf(written(1, "2026-03-01T12:00:00Z"));
  const { next } = await shown({ batches }, {});
  for (const after of [next, "", "x"]) {
    const answer = await showFeed({ batches, secret }, { from: "2026-03-01", after, limit: 25 });
    expect(isProblem(answer) && problemDocument(answer)).toMatchObject({
      ...{ status: 422, code: "invalid" },
      errors: [{ pointer: "query:from" }, { pointer: "query:after" }],
    });
  }
});

test("finding a day takes as many steps in a long series as in a short one", async () => {
  const stepsFor = async (length: number) => {
    let steps = 0;
    const archive = archiveInMemory(async () => void steps++);
    for (let sequence = 1; sequence <= length; sequence++)
      await storeBatch(archive, written(sequence, new Date(sequence * 43_200_000).toISOString()), at(0));
    steps = 0;
    const day = new Date((length - 2) * 43_200_000).toISOString().slice(0, 10);
    expect((await shown(archive, { from: day })).ids.length).toBeLessThan(5);
    return steps;
  };
  expect(await stepsFor(300)).toBe(await stepsFor(6));
});

const days = ["2026-02-28", "2026-03-01", "2026-03-02", "2026-03-03", "2026-03-09"] as const;
/** Series of batches written at any time of a few days, in the order in which they come across. */
const voyages = someSeries.chain((batches) =>
  fc
    .tuple(
      fc.array(fc.tuple(fc.constantFrom(...days), fc.integer({ min: 0, max: 86_399 })), {
        minLength: batches.length,
        maxLength: batches.length,
      }),
      fc.array(fc.constantFrom(...batches.keys()), { maxLength: 10 }),
      fc.shuffledSubarray([...batches.keys()], { minLength: batches.length }),
    )
    .map(([times, early, all]) => {
      const timed = batches.map((batch, index): Batch => {
        const [day = "", seconds = 0] = times[index] ?? [];
        return { ...batch, time: instantOf(Date.parse(`${day}T00:00:00Z`) + seconds * 1_000) };
      });
      return { batches: timed, deliveries: [...early, ...all].flatMap((index) => timed[index] ?? []) };
    }),
);

/** What a reader from a day is to see: of each series all from its first batch of that day or a later one. */
const since = (batches: readonly Batch[], day: string): string[] =>
  [...Map.groupBy(batches, ({ data }) => seriesName(data)).values()]
    .flatMap((own) => {
      const first = own.findIndex(({ time }) => time >= day);
      return first < 0 ? [] : own.slice(first);
    })
    .map(({ data }) => `${data.market}/${data.epoch}/${data.sequence}`);

test.each([
  ["in maps", () => archiveInMemory()],
  [
    "in a table",
    () => {
      const handle = { dynamo: memoryTables([headquartersTable]).dynamo, table: headquartersTable.name };
      return { batches: dynamoBatchStore(handle), rollups: dynamoRollupStore(handle) };
    },
  ],
])("whoever begins with a day sees each series from its first batch of that day on, %s", (_, make) =>
  fc.assert(
    fc.asyncProperty(voyages, fc.constantFrom(...days), async ({ batches, deliveries }, day) => {
      const archive = make();
      for (const batch of deliveries) await storeBatch(archive, batch, at(0));
      expect((await shown(archive, { from: day })).ids.toSorted()).toEqual(since(batches, day).toSorted());
    }),
    { numRuns: 40 },
  ),
);

test("it does so when workers died between any two steps, and when they ran side by side", () =>
  fc.assert(
    fc.asyncProperty(
      voyages,
      fc.constantFrom(...days),
      fc.infiniteStream(fc.nat(9)),
      fc.scheduler(),
      async ({ batches, deliveries }, day, dice, scheduler) => {
        let mayDie = true;
        const archive = archiveInMemory(async () => {
          await scheduler.schedule(Promise.resolve());
          if (mayDie && dice.next().value === 0) throw new Error("died");
        });
        const deliver = (all: readonly Batch[]) =>
          Promise.allSettled(all.map((batch) => storeBatch(archive, batch, at(0))));
        await scheduler.waitFor(deliver(deliveries));
        mayDie = false;
        await scheduler.waitFor(deliver(batches));
        const { ids } = await scheduler.waitFor(shown(archive, { from: day }));
        expect(ids.toSorted()).toEqual(since(batches, day).toSorted());
      },
    ),
    { numRuns: 40 },
  ));
