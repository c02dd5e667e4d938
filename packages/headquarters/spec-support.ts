import fc from "fast-check";
import { type Instant, instantOf } from "#kernel/time";
import type { Batch, Cell, SeriesName } from "./batch.ts";
import { seriesName } from "./batch.ts";
import type { BatchStore } from "./batch-store.ts";
import { addCells, type Sum } from "./rollup.ts";
import type { RollupStore } from "./rollup-store.ts";
import type { Series } from "./series.ts";

/** Stand-ins for specs: an archive in memory that keeps the stores' promises, each step an await of its own. */
export const at = (seconds: number): Instant => instantOf(Date.parse("2026-03-01T00:00:00Z") + seconds * 1_000);

export const saleCell = (more: Partial<Extract<Cell, { kind: "sale" }>> = {}): Cell => ({
  kind: "sale",
  level: "hour",
  period: "2026-02-01T10",
  channel: "search",
  category: "toys",
  buyers: 11,
  measures: { orders: 12, units: 20, goods: 12_345 },
  ...more,
});

export const aBatch = (sequence: number, more: Partial<Batch["data"]> = {}): Batch => ({
  time: at(sequence),
  data: { market: "aa", currency: "USD", epoch: 1, sequence, cells: [saleCell()], ...more },
});

/** A pause before each step; a spec may make steps fail, or choose their order. */
export type Steps = () => Promise<void>;
const noPause: Steps = async () => {};

export function archiveInMemory(step: Steps = noPause) {
  const batches = new Map<string, Batch>();
  const series = new Map<string, Series>();
  const days = new Map<string, ReadonlyMap<string, number>>();
  const sums = new Map<string, Sum & { readonly counted: number }>();
  const nameOf = (name: SeriesName, sequence: number) => `${seriesName(name)}/${sequence}`;
  const begun = (name: SeriesName, now: Instant): Series =>
    series.get(seriesName(name)) ?? {
      market: name.market,
      epoch: name.epoch,
      through: 0,
      known: 0,
      firstSeenAt: now,
    };
  const put = (one: Series) => void series.set(seriesName(one), one);
  const sequencesAfter = (name: SeriesName, after: number) =>
    [...batches.values()]
      .filter(({ data }) => seriesName(data) === seriesName(name) && data.sequence > after)
      .map(({ data }) => data.sequence)
      .sort((left, right) => left - right);

  const batchStore: BatchStore = {
    async keep(batch) {
      await step();
      const name = nameOf(batch.data, batch.data.sequence);
      const standing = batches.get(name);
      if (standing) return JSON.stringify(standing.data) === JSON.stringify(batch.data) ? "kept-already" : "another";
      batches.set(name, batch);
      return "kept";
    },
    async find(name, sequence) {
      await step();
      return batches.get(nameOf(name, sequence));
    },
    async read(name, { after, through, limit }) {
      await step();
      const numbers = sequencesAfter(name, after).filter((sequence) => sequence <= through);
      return numbers.slice(0, limit).flatMap((sequence) => batches.get(nameOf(name, sequence)) ?? []);
    },
    async outOfOrderAfter(name, after) {
      await step();
      return sequencesAfter(name, after).slice(0, 100);
    },
    async noteFirstOfDay(name, day, sequence) {
      await step();
      days.set(seriesName(name), new Map(days.get(seriesName(name))).set(day, sequence));
    },
    async firstSince(name, day) {
      await step();
      return [...(days.get(seriesName(name)) ?? [])].sort().find(([noted]) => noted >= day)?.[1];
    },
    async allSeries() {
      await step();
      return [...series.values()];
    },
    async findSeries(name) {
      await step();
      return series.get(seriesName(name));
    },
    async noteReceived(name, sequence, now) {
      await step();
      const known = begun(name, now);
      put({ ...known, receivedAt: now, known: Math.max(known.known, sequence) });
    },
    async noteKnown(name, through, now) {
      await step();
      const known = begun(name, now);
      if (known.through >= Math.max(through, known.known)) put({ ...known, completeAt: now });
      else put({ ...known, known: Math.max(known.known, through) });
    },
    async advance(name, sequence, newestDay, now) {
      await step();
      const known = begun(name, now);
      if (known.through !== sequence - 1) return;
      put({ ...known, through: sequence, newestDay, ...(known.known <= sequence ? { completeAt: now } : {}) });
    },
    async noteAnswered({ receivedAt, through, ...name }, now, asked) {
      await step();
      put({
        ...begun(name, now),
        answeredThrough: through,
        ...(receivedAt ? { answeredFor: receivedAt } : {}),
        ...(asked ? { askedAt: now } : {}),
      });
    },
  };
  const rollups: RollupStore = {
    async add({ sequence, cells, ...key }) {
      await step();
      const name = JSON.stringify(key);
      const known = sums.get(name);
      if (known && known.counted >= sequence) return;
      sums.set(name, { ...key, counted: sequence, cells: addCells(known?.cells ?? [], cells) });
    },
    async *sums(market, span, range) {
      await step();
      yield [...sums.values()].filter(
        (sum) =>
          sum.market === market &&
          sum.span === span &&
          (!range || (sum.period >= range.from && sum.period <= range.to)),
      );
    },
  };
  return { batches: batchStore, rollups, series: () => [...series.values()], sums: () => [...sums.values()] };
}

const amount = fc.integer({ min: 0, max: 9_000_000 });
const measures = fc.record({ orders: fc.nat(500), units: fc.nat(900), goods: amount });
const levels: fc.Arbitrary<Pick<Cell, "level"> & { period?: string }> = fc.oneof(
  fc.record({ level: fc.constant("hour" as const), period: fc.constantFrom("2026-01-31T23", "2026-02-01T00") }),
  fc.record({ level: fc.constant("day" as const), period: fc.constantFrom("2026-01-31", "2026-02-01") }),
  fc.record({ level: fc.constant("week" as const), period: fc.constantFrom("2026-W05", "2026-W06") }),
  fc.record({
    level: fc.constantFrom("month" as const, "category-other" as const, "channel-other" as const),
    period: fc.constantFrom("2026-01", "2026-02"),
  }),
  fc.constant({ level: "undated" as const }),
);

/** Cells of any level; what a level does not know says `other`, or nothing where nothing is dated. */
const someCell: fc.Arbitrary<Cell> = fc
  .tuple(
    levels,
    fc.constantFrom("search" as const, "live" as const),
    fc.constantFrom("toys" as const, "gin" as const, "other" as const),
    fc.integer({ min: 11, max: 60 }),
    fc.oneof(
      fc.record({ kind: fc.constantFrom("sale" as const, "cancellation" as const), measures }),
      fc.record({ kind: fc.constant("shipping" as const), measures: fc.record({ amount }) }),
    ),
  )
  .map(([level, channel, category, buyers, figures]) => {
    const other = "other" as const;
    const key =
      level.level === "undated"
        ? {}
        : {
            channel: level.level === "channel-other" ? other : channel,
            category: level.level === "channel-other" || level.level === "category-other" ? other : category,
          };
    return { ...level, ...key, buyers, ...figures } as Cell;
  });

/** Whole series of a few markets and epochs. */
export const someSeries: fc.Arbitrary<readonly Batch[]> = fc
  .uniqueArray(fc.tuple(fc.constantFrom("aa", "bb"), fc.integer({ min: 1, max: 2 }), fc.integer({ min: 1, max: 6 })), {
    selector: ([market, epoch]) => `${market}${epoch}`,
    minLength: 1,
    maxLength: 4,
  })
  .chain((names) =>
    fc.tuple(
      ...names.map(([market, epoch, length]) =>
        fc
          .array(fc.tuple(fc.array(someCell, { maxLength: 4 }), fc.nat(1_000)), {
            minLength: length,
            maxLength: length,
          })
          .map((contents) =>
            contents.map(
              ([cells, seconds], index): Batch => ({
                time: at(seconds),
                data: { market, currency: market === "aa" ? "USD" : "GBP", epoch, sequence: index + 1, cells },
              }),
            ),
          ),
      ),
    ),
  )
  .map((all) => all.flat());
