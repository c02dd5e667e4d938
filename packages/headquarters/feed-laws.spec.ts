import fc from "fast-check";
import { expect, test } from "vitest";
import { acknowledgeBatches } from "./acknowledge-batches.ts";
import { type Batch, seriesName, seriesOf } from "./batch.ts";
import { cursorsUnder, type Position, start } from "./cursor.ts";
import { reportOf } from "./report.ts";
import { dimensions } from "./report-question.ts";
import { readFeed } from "./show-feed.ts";
import { archiveInMemory, at, someSeries } from "./spec-support.ts";
import { advanceSeries, inTurn, storeBatch } from "./store-batch.ts";

const cursors = cursorsUnder("a-key-that-is-long-enough-to-sign-cursors");
const idOf = ({ data }: Batch): string => `${data.market}/${data.epoch}/${data.sequence}`;
const gauges = () => {};

/** A reader that keeps nothing but the cursor it was given. */
function reader(archive: ReturnType<typeof archiveInMemory>) {
  const read: string[] = [];
  let cursor: string | undefined;
  return {
    read,
    async poll(limit: number): Promise<boolean> {
      const position: Position = cursor === undefined ? start : (cursors.read(cursor) as Position);
      const page = await readFeed(archive.batches, { position, limit });
      read.push(...page.events.map(({ id }) => id));
      cursor = cursors.write(page.next);
      return page.caughtUp;
    },
  };
}

/** What a reader has seen of each series is 1, 2, 3 … without a hole or a repeat. */
function expectInOrder(read: readonly string[]): void {
  const seen = new Map<string, number>();
  for (const id of read) {
    const [market = "", epoch = "", sequence = ""] = id.split("/");
    const name = `${market}/${epoch}`;
    expect(Number(sequence)).toBe((seen.get(name) ?? 0) + 1);
    seen.set(name, Number(sequence));
  }
}

/** Deliveries of batches as the water lets them through: each at least once in the end, any order, any number of
 *  times. */
const voyages = someSeries.chain((batches) =>
  fc
    .tuple(
      fc.array(fc.constantFrom(...batches), { maxLength: 30 }),
      fc.shuffledSubarray([...batches], { minLength: batches.length }),
    )
    .map(([early, resent]) => ({ batches, deliveries: [...early, ...resent] })),
);

test("a polling reader sees every batch once and in order, however batches arrive", () =>
  fc.assert(
    fc.asyncProperty(
      voyages,
      fc.array(fc.nat(3), { maxLength: 40 }),
      fc.integer({ min: 1, max: 5 }),
      async (voyage, polls, limit) => {
        const archive = archiveInMemory();
        const eager = reader(archive);
        for (const [index, batch] of voyage.deliveries.entries()) {
          await storeBatch(archive, batch, at(index));
          for (let poll = polls[index] ?? 0; poll > 0; poll--) await eager.poll(limit);
          expectInOrder(eager.read);
        }
        while (!(await eager.poll(limit)));
        expect(eager.read.toSorted()).toEqual(voyage.batches.map(idOf).toSorted());
        // whoever comes later reads the same, whatever the size of the bites
        const late = reader(archive);
        while (!(await late.poll(100)));
        expect(late.read.toSorted()).toEqual(eager.read.toSorted());
        expectInOrder(late.read);
      },
    ),
    { numRuns: 60 },
  ));

test.each([
  ["each for itself", () => advanceSeries],
  ["in turn", inTurn],
])("workers that run side by side, %s, in any order of their steps, count and show each batch once", (_, way) =>
  fc.assert(
    fc.asyncProperty(voyages, fc.scheduler(), async ({ batches, deliveries }, scheduler) => {
      const move = way();
      const archive = archiveInMemory(() => scheduler.schedule(Promise.resolve()));
      const eager = reader(archive);
      const polling = (async () => {
        for (let polls = 0; polls < 5; polls++) await eager.poll(2);
      })();
      const work = Promise.all([
        ...deliveries.map((batch, index) => storeBatch(archive, batch, at(index), move)),
        polling,
      ]);
      await scheduler.waitFor(work);
      expectInOrder(eager.read);
      const rest = (async () => {
        while (!(await eager.poll(3)));
      })();
      await scheduler.waitFor(rest);
      expectInOrder(eager.read);
      expect(eager.read.toSorted()).toEqual(batches.map(idOf).toSorted());
      expect(totalsOf(archive.sums())).toEqual(totalsOfBatches(batches));
    }),
    { numRuns: 40 },
  ),
);

test("a worker that dies between any two steps loses nothing and counts nothing twice", () =>
  fc.assert(
    fc.asyncProperty(voyages, fc.infiniteStream(fc.nat(9)), async ({ batches, deliveries }, dice) => {
      let mayDie = true;
      const archive = archiveInMemory(async () => {
        if (mayDie && dice.next().value === 0) throw new Error("died");
      });
      for (const [index, batch] of deliveries.entries()) await storeBatch(archive, batch, at(index)).catch(() => {});
      mayDie = false;
      // queues deliver again what was not done, and the market what was not acknowledged
      for (const batch of batches) await storeBatch(archive, batch, at(100));
      const late = reader(archive);
      while (!(await late.poll(7)));
      expectInOrder(late.read);
      expect(late.read.toSorted()).toEqual(batches.map(idOf).toSorted());
      expect(totalsOf(archive.sums())).toEqual(totalsOfBatches(batches));
    }),
    { numRuns: 80 },
  ));

test("what the water swallows is asked for until it is there", () =>
  fc.assert(
    fc.asyncProperty(voyages, fc.infiniteStream(fc.boolean()), async ({ batches }, swallowed) => {
      const archive = archiveInMemory();
      const acknowledged = new Map<string, number>();
      const asked: Batch[] = [];
      const directives = new Map(
        ["aa", "bb"].map((market) => [
          market,
          async (events: readonly { id: string; data: unknown }[]) => {
            for (const { data } of events) {
              const { epoch, through, missing } = data as { epoch: number; through: number; missing: number[] };
              acknowledged.set(`${market}/${epoch}`, through);
              asked.push(
                ...batches.filter(
                  ({ data: own }) => seriesName(own) === `${market}/${epoch}` && missing.includes(own.sequence),
                ),
              );
            }
            return new Set(events.map(({ id }) => id));
          },
        ]),
      );
      const send = async (sent: readonly Batch[], minute: number) => {
        for (const batch of sent) if (!swallowed.next().value) await storeBatch(archive, batch, at(minute * 60));
      };
      await send(batches, 0);
      const newest = (market: string) =>
        Math.max(...batches.filter(({ data }) => data.market === market).map(({ data }) => data.epoch));
      for (let minute = 1; minute < 400; minute++) {
        // the market tells how far it has written, and its older epochs resend what nobody acknowledged
        for (const batch of batches)
          await archive.batches.noteKnown(
            seriesOf(batch),
            Math.max(
              ...batches
                .filter(({ data }) => seriesName(data) === seriesName(batch.data))
                .map(({ data }) => data.sequence),
            ),
            at(minute * 60),
          );
        const old = batches.filter(
          ({ data }) => data.epoch < newest(data.market) && data.sequence > (acknowledged.get(seriesName(data)) ?? 0),
        );
        await send([...asked.splice(0), ...old], minute);
        await acknowledgeBatches(archive, { directives, gauges }, at(minute * 60 + 30));
      }
      const late = reader(archive);
      while (!(await late.poll(7)));
      expect(late.read.toSorted()).toEqual(batches.map(idOf).toSorted());
      for (const batch of batches)
        expect(acknowledged.get(seriesName(batch.data))).toBeGreaterThanOrEqual(batch.data.sequence);
    }),
    { numRuns: 8 },
  ));

test("a report is the sum of the cells that the feed shows, split as you like", () =>
  fc.assert(
    fc.asyncProperty(someSeries, fc.subarray([...dimensions]), async (batches, by) => {
      const archive = archiveInMemory();
      for (const batch of batches) await storeBatch(archive, batch, at(0));
      const wanted = by.includes("hour") ? "hour-by-day" : "hour";
      const report = reportOf(
        archive.sums().filter(({ span }) => span !== wanted),
        { by },
        [],
      );
      const goods = (currency: string) =>
        report.items
          .filter((item) => item.currency === currency)
          .reduce((sum, { sale }) => sum + Math.round(Number(sale.goods) * 100), 0);
      for (const [market, currency] of [
        ["aa", "USD"],
        ["bb", "GBP"],
      ] as const)
        expect(goods(currency)).toBe(totalsOfBatches(batches).get(`${market}.sale.goods`) ?? 0);
    }),
  ));

type Totals = ReadonlyMap<string, number>;
function totalsOf(sums: ReturnType<ReturnType<typeof archiveInMemory>["sums"]>): Totals {
  const totals = new Map<string, number>();
  for (const { market, cells, span } of sums)
    if (span !== "hour-by-day")
      for (const { kind, measures } of cells)
        for (const [name, value] of Object.entries(measures)) {
          const key = `${market}.${kind}.${name}`;
          totals.set(key, (totals.get(key) ?? 0) + value);
        }
  return totals;
}
const totalsOfBatches = (batches: readonly Batch[]): Totals =>
  totalsOf(batches.map(({ data }) => ({ ...data, span: "hour", period: "", counted: 0, cells: data.cells as never })));
