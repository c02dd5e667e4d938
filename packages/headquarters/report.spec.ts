import fc from "fast-check";
import { expect, test } from "vitest";
import { hoursOf } from "./periods.ts";
import { sumsAsked } from "./report.ts";
import { dimensions } from "./report-question.ts";
import type { Sum } from "./rollup.ts";
import { showSales } from "./show-sales.ts";
import { goods, report } from "./spec-report.ts";
import { aBatch, archiveInMemory, at, saleCell } from "./spec-support.ts";
import { storeBatch } from "./store-batch.ts";

const cells = [
  saleCell({ period: "2018-01-31T23", measures: goods(100), buyers: 12 }),
  saleCell({ period: "2018-02-01T00", measures: goods(20), buyers: 15 }),
  saleCell({ level: "day", period: "2018-02-01", category: "gin", measures: goods(3) }),
  saleCell({ level: "week", period: "2018-W05", measures: goods(400) }),
  saleCell({ level: "category-other", period: "2018-02", category: "other", measures: goods(5_000) }),
  {
    kind: "shipping",
    level: "month",
    period: "2018-02",
    channel: "live",
    category: "toys",
    buyers: 30,
    measures: { amount: 999 },
  },
  { kind: "sale", level: "undated", buyers: 11, measures: goods(60_000) },
] as const;
const everything = aBatch(1, { cells: [...cells] });

test("without a beginning and an end everything counts, what is undated too", async () => {
  const { items, partly } = await report({}, everything);
  expect(items).toEqual([
    {
      currency: "USD",
      sale: { orders: 72, units: 120, goods: "655.23" },
      cancellation: { orders: 0, units: 0, goods: "0.00" },
      shipping: "9.99",
      buyersAtLeast: 30,
    },
  ]);
  expect(partly).toEqual([]);
});

test("only what lies wholly inside counts; what may or may not is listed apart", async () => {
  const { items, partly } = await report({ from: "2018-02-01", to: "2018-02-28" }, everything);
  expect(items.map(({ sale }) => sale.goods)).toEqual(["50.23"]);
  expect(partly.map(({ market, level, period, sale }) => ({ market, level, period, goods: sale.goods }))).toEqual([
    { market: "aa", level: "undated", period: undefined, goods: "600.00" },
    { market: "aa", level: "week", period: "2018-W05", goods: "4.00" },
  ]);
});

test("an hour is exact where figures are, and days lie only partly in it", async () => {
  const { items, partly } = await report({ from: "2018-02-01T00", to: "2018-02-01T11", by: ["hour"] }, everything);
  expect(items.map(({ hour, sale }) => [hour, sale.goods])).toEqual([["2018-02-01T00", "0.20"]]);
  expect(partly.map(({ level }) => level)).toEqual(["category-other", "day", "month", "undated", "week"]);
});

test("by date, hours and days add up; what is coarser says so", async () => {
  const { items } = await report({ by: ["date"] }, everything);
  expect(
    items.map(({ date, level, period, sale }) => [date ?? null, level ?? null, period ?? null, sale.goods]),
  ).toEqual([
    ["2018-01-31", null, null, "1.00"],
    ["2018-02-01", null, null, "0.23"],
    [null, "category-other", "2018-02", "50.00"],
    [null, "month", "2018-02", "0.00"],
    [null, "undated", null, "600.00"],
    [null, "week", "2018-W05", "4.00"],
  ]);
});

test("by category, the category other and what is too coarse to have one stay apart", async () => {
  const plain = saleCell({ level: "day", period: "2018-02-01", category: "other", measures: goods(7) });
  const { items } = await report({ by: ["category"] }, aBatch(1, { cells: [...cells, plain] }));
  expect(items.map(({ category, level, sale }) => [category ?? null, level ?? null, sale.goods])).toEqual([
    ["gin", null, "0.03"],
    ["other", "category-other", "50.00"],
    ["other", null, "0.07"],
    ["toys", null, "5.20"],
    [null, "undated", "600.00"],
  ]);
});

test("markets of different currencies are added only where a currency is named", async () => {
  const pounds = aBatch(1, {
    market: "bb",
    currency: "GBP",
    cells: [saleCell({ period: "2018-02-01T00", measures: goods(10_000) })],
  });
  const apart = await report({}, aBatch(1, { cells: [cells[1]] }), pounds);
  expect(apart.items.map(({ currency, sale }) => [currency, sale.goods])).toEqual([
    ["GBP", "100.00"],
    ["USD", "0.20"],
  ]);
  const together = await report({ currency: "USD" }, aBatch(1, { cells: [cells[1]] }), pounds);
  expect(together.items).toMatchObject([{ currency: "USD", sale: { orders: 24, goods: "133.83" } }]);
  expect(together.rates).toMatchObject([{ from: "GBP", to: "USD", rate: "1.3363", date: "2018-01-01" }]);
});

test("a figure takes the rate of its days", async () => {
  const turn = saleCell({ level: "week", period: "2018-W01", measures: goods(10_000) });
  const before = saleCell({ level: "week", period: "2017-W52", measures: goods(10_000) });
  const { rates } = await report({ currency: "USD" }, aBatch(1, { currency: "GBP", cells: [turn, before] }));
  expect(rates.map(({ date }) => date)).toEqual(["2017-01-01", "2018-01-01"]);
});

test("figures can be read in any currency that has rates", async () => {
  const pounds = aBatch(1, {
    currency: "GBP",
    cells: [saleCell({ period: "2018-02-01T00", measures: goods(10_000) })],
  });
  const { items, rates } = await report({ currency: "BRL" }, pounds);
  // 100.00 × 1.3363 ÷ 0.273875
  expect(items.map(({ currency, sale }) => [currency, sale.goods])).toEqual([["BRL", "487.92"]]);
  expect(rates.map(({ from, to, rate, date }) => [from, to, rate, date])).toEqual([
    ["BRL", "USD", "0.273875", "2018-01-01"],
    ["GBP", "USD", "1.3363", "2018-01-01"],
  ]);
});

test("what no rate is known for stays in its own currency", async () => {
  const strange = aBatch(1, { currency: "CHF", cells: [cells[1]] });
  const { items, rates } = await report({ currency: "USD" }, strange);
  expect({ items: items.map(({ currency, sale }) => [currency, sale.goods]), rates }).toEqual({
    items: [["CHF", "0.20"]],
    rates: [],
  });
});

test("buyers of two cells may be the same, so a sum speaks for at least as many as its largest cell", async () => {
  const { items } = await report({ to: "2018-02-01" }, everything);
  expect(items[0]?.buyersAtLeast).toBe(15);
});

test("epochs add up, and the lag of each market is told", async () => {
  const { items, lag, behind } = await report(
    {},
    aBatch(1, { cells: [cells[1]] }),
    aBatch(1, { epoch: 2, cells: [cells[1]] }),
  );
  expect({ goods: items[0]?.sale.goods, lag, behind }).toEqual({
    goods: "0.40",
    lag: { aa: 60, cc: null },
    behind: { aa: 0, cc: 0 },
  });
});

test.each([
  ["2018-02-02", "2018-02-01"],
  ["2018-02-01T14", "2018-02-01T13"],
  ["2018-02-02", "2018-02-01T23"],
])("a report from %s to %s is refused", async (from, to) => {
  const backwards = await showSales(archiveInMemory(), { from, to, by: [] }, { attached: [], now: at(0) });
  expect(backwards).toMatchObject({ problem: "invalid", errors: [{ pointer: "query:to" }] });
});

test.each([
  ["2018-02-01T14", "2018-02-01T14"],
  ["2018-02-01T14", "2018-02-01"],
  ["2018-02-01", "2018-02-01T00"],
])("a report from %s to %s is none too short", async (from, to) =>
  expect(await showSales(archiveInMemory(), { from, to, by: [] }, { attached: [], now: at(0) })).toMatchObject({
    status: 200,
    body: { items: [] },
  }),
);

const days = fc
  .date({ min: new Date("1000-01-01T00:00:00Z"), max: new Date("9999-12-31T23:00:00Z"), noInvalidDate: true })
  .chain((date) => fc.constantFrom(date.toISOString().slice(0, 10), date.toISOString().slice(0, 13)));

test("sums are never asked for backwards, which a table refuses to read", () =>
  fc.assert(
    fc.property(
      fc.option(days, { nil: undefined }),
      fc.option(days, { nil: undefined }),
      fc.subarray([...dimensions]),
      (one, other, by) => {
        const [from, to] = one && other && hoursOf(one).first > hoursOf(other).last ? [other, one] : [one, other];
        for (const { range } of sumsAsked({ from, to, by })) if (range) expect(range.from <= `${range.to}~`).toBe(true);
      },
    ),
    {
      examples: [
        ["9999-12-31T23", undefined, []],
        [undefined, "1000-01-01T00", []],
      ],
    },
  ));

test("no market can say so much that the others are not reported", async () => {
  const much = (date: string) =>
    saleCell({ period: `${date}T10`, measures: { orders: 11, units: 11, goods: Number.MAX_SAFE_INTEGER } });
  const all = await report(
    { by: [], currency: "USD" },
    aBatch(1, { cells: [much("2026-02-01")] }),
    aBatch(2, { cells: [much("2026-02-02")] }),
    aBatch(1, { market: "bb" }),
  );
  expect(all.items).toMatchObject([{ sale: { goods: "180143985094943.27" } }]);
});

test("a report that would read more than its function can hold is refused before it has read it all", async () => {
  const archive = archiveInMemory();
  await storeBatch(archive, aBatch(1), at(0));
  let pages = 0;
  const endless = {
    ...archive.rollups,
    async *sums(): AsyncGenerator<readonly Sum[]> {
      const cell = { kind: "sale", level: "hour", measures: { orders: 1, units: 1, goods: 1 }, buyers: 11 };
      const cells = Array.from({ length: 60_000 }, () => cell);
      for (; pages < 1_000; pages++)
        yield [{ market: "aa", epoch: 1, currency: "USD", span: "hour", period: "2026-02-01T10", cells }];
    },
  };
  expect(await showSales({ ...archive, rollups: endless }, { by: [] }, { attached: [], now: at(0) })).toMatchObject({
    problem: "invalid",
  });
  expect(pages).toBeLessThan(20);
});

test("a report that would never end is refused", async () => {
  const archive = archiveInMemory();
  const hours = Array.from({ length: 10_001 }, (_, hour) =>
    saleCell({ period: new Date(hour * 3_600_000).toISOString().slice(0, 13) }),
  );
  await storeBatch(archive, aBatch(1, { cells: hours }), at(0));
  expect(await showSales(archive, { by: ["hour"] }, { attached: [], now: at(0) })).toMatchObject({
    problem: "invalid",
  });
});
