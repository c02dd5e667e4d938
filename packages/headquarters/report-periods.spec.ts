import fc from "fast-check";
import { expect, test } from "vitest";
import type { Cell } from "./batch.ts";
import { baseCurrency, currenciesWithRates, type Rate, rates } from "./rates.ts";
import { reportOf, sumsAsked } from "./report.ts";
import { dimensions, type ReportQuestion } from "./report-question.ts";
import type { ReportItem } from "./report-view.ts";
import { additionsOf, type Sum } from "./rollup.ts";
import { goods, report } from "./spec-report.ts";
import { aBatch, saleCell } from "./spec-support.ts";

/** Sales of the days of a week that spans two years, in pounds. */
const turnOfTheYear = aBatch(1, {
  currency: "GBP",
  cells: [
    saleCell({ level: "day", period: "2020-12-30", measures: goods(8_000) }),
    saleCell({ level: "hour", period: "2021-01-02T11", measures: goods(6_000) }),
  ],
});
/** The same, where each day was too small to be known. */
const asAWeek = aBatch(1, {
  currency: "GBP",
  cells: [saleCell({ level: "week", period: "2020-W53", measures: goods(14_000) })],
});

test("a week is worth what its days are, where they are known", async () => {
  const { items, rates: used } = await report({ by: ["week"], currency: "USD" }, turnOfTheYear);
  expect(items.map(({ week, level, sale }) => [week, level, sale.goods])).toEqual([["2020-W53", undefined, "185.22"]]);
  expect(used.map(({ from, to, rate, date }) => [from, to, rate, date])).toEqual([
    ["GBP", "USD", "1.2829", "2020-01-01"],
    ["GBP", "USD", "1.3764", "2021-01-01"],
  ]);
  const { items: days, totals } = await report({ by: ["date"], currency: "USD" }, turnOfTheYear);
  expect(days.map(({ date, sale }) => [date, sale.goods])).toEqual([
    ["2020-12-30", "102.63"],
    ["2021-01-02", "82.58"],
  ]);
  expect(totals.map(({ sale }) => sale.goods)).toEqual(["185.22"]);
});

test("a week of which no day is known is worth the mean of its days' rates, and the report says so", async () => {
  const { items, notes, rates: used } = await report({ by: ["week"], currency: "USD" }, asAWeek);
  // (4 × 1.2829 + 3 × 1.3764) ÷ 7 × 140.00
  expect(items.map(({ week, sale }) => [week, sale.goods])).toEqual([["2020-W53", "185.22"]]);
  expect(used.map(({ date }) => date)).toEqual(["2020-01-01", "2021-01-01"]);
  expect(notes).toContainEqual({ code: "mean-of-days", detail: expect.any(String), of: ["2020-W53"] });
  expect((await report({ by: ["week"], currency: "USD" }, turnOfTheYear)).notes).not.toContainEqual(
    expect.objectContaining({ code: "mean-of-days" }),
  );
  expect((await report({ by: ["week"] }, asAWeek)).items.map(({ sale }) => sale.goods)).toEqual(["140.00"]);
});

test("by week and by month, each figure stands where its whole period lies, and what is coarser says so", async () => {
  const cells = [
    saleCell({ period: "2018-02-05T23", measures: goods(1) }),
    saleCell({ level: "day", period: "2018-02-05", category: "gin", measures: goods(20) }),
    saleCell({ level: "week", period: "2018-W06", measures: goods(300) }),
    saleCell({ level: "week", period: "2018-W05", measures: goods(4_000) }),
    saleCell({ level: "category-other", period: "2018-02", category: "other", measures: goods(50_000) }),
    { kind: "sale", level: "undated", buyers: 11, measures: goods(600_000) },
  ] as Cell[];
  const lines = ({ items }: { items: readonly ReportItem[] }) =>
    items.map(({ week, month, level, period, sale }) => [week ?? month ?? level, period ?? null, sale.goods]);
  expect(lines(await report({ by: ["week"] }, aBatch(1, { cells })))).toEqual([
    ["category-other", "2018-02", "500.00"],
    ["undated", null, "6000.00"],
    ["2018-W05", null, "40.00"],
    ["2018-W06", null, "3.21"],
  ]);
  expect(lines(await report({ by: ["month"] }, aBatch(1, { cells })))).toEqual([
    ["undated", null, "6000.00"],
    ["week", "2018-W05", "40.00"],
    ["2018-02", null, "503.21"],
  ]);
  expect(lines(await report({ by: ["month"], from: "2018-02-01", to: "2018-02-28" }, aBatch(1, { cells })))).toEqual([
    ["2018-02", null, "503.21"],
  ]);
});

test("by month and category, a listing's category other is not the catch-all", async () => {
  const cells = [
    saleCell({ level: "month", period: "2018-02", category: "other", measures: goods(1) }),
    saleCell({ level: "category-other", period: "2018-02", category: "other", measures: goods(20) }),
  ];
  const { items } = await report({ by: ["month", "category"] }, aBatch(1, { cells }));
  expect(items.map(({ month, category, level, sale }) => [month, category, level, sale.goods])).toEqual([
    ["2018-02", "other", "category-other", "0.20"],
    ["2018-02", "other", undefined, "0.01"],
  ]);
});

const day = fc.constantFrom("2020-12-21", "2020-12-28", "2020-12-31", "2021-01-01", "2021-01-03", "2021-01-04");
const finely = fc.oneof(
  day.map((period) => ({ level: "day" as const, period })),
  fc
    .tuple(day, fc.constantFrom("00", "23"))
    .map(([date, hour]) => ({ level: "hour" as const, period: `${date}T${hour}` })),
);
const coarsely = fc.oneof(
  fc.constantFrom("2020-W52", "2020-W53", "2021-W01").map((period) => ({ level: "week" as const, period })),
  fc.constantFrom("2020-12", "2021-01").map((period) => ({ level: "month" as const, period })),
  fc.constant({ level: "undated" as const }),
);
/** Sums of three markets, each in a currency of its own. @param unit amounts are multiples of it */
const sumsOf = (periods: typeof finely | typeof coarsely, unit: number): fc.Arbitrary<readonly Sum[]> =>
  fc.array(fc.tuple(fc.constantFrom("aa", "bb", "cc"), periods, fc.nat(900_000)), { maxLength: 12 }).map((cells) =>
    [...Map.groupBy(cells, ([market]) => market)].flatMap(([market, own]) =>
      additionsOf({
        ...{ market, epoch: 1, sequence: 1, currency: market === "aa" ? "USD" : market === "bb" ? "GBP" : "BRL" },
        cells: own.map(([, period, amount]) => saleCell({ ...period, measures: goods(amount * unit) } as object)),
      }),
    ),
  );
const anyCurrency = fc.constantFrom(undefined, ...currenciesWithRates);

/** A report of sums as the centre would have read them. */
function reported(sums: readonly Sum[], question: Partial<ReportQuestion>, table: readonly Rate[]) {
  const whole = { by: [], ...question };
  const spans = sumsAsked(whole).map(({ span }) => span);
  return reportOf(
    sums.filter(({ span }) => spans.includes(span)),
    whole,
    table,
  );
}
const minorUnits = (amount: string): bigint => BigInt(amount.replace(".", ""));
/** Goods by currency and by what a line is named. */
function sold(items: readonly ReportItem[], nameOf: (item: ReportItem) => string = () => ""): Map<string, bigint> {
  const sums = new Map<string, bigint>();
  for (const item of items) {
    const name = `${item.currency} ${nameOf(item)}`;
    sums.set(name, (sums.get(name) ?? 0n) + minorUnits(item.sale.goods));
  }
  return sums;
}
const weekAround = (date = ""): string =>
  date < "2020-12-28" ? "2020-W52" : date < "2021-01-04" ? "2020-W53" : "2021-W01";

/** Rates by which multiples of sixteen minor units are worth whole ones, whatever pair is crossed. */
const evenly: readonly Rate[] = [
  ...[["GBP", "2.0000", "2020-01-01"] as const, ["GBP", "1.0000", "2021-01-01"] as const],
  ...[["BRL", "0.2500", "2020-01-01"] as const, ["BRL", "0.5000", "2021-01-01"] as const],
].map(([from, rate, date]) => ({ from, to: baseCurrency, rate, date, source: "made up [U]" }));

test("weeks, months and years are the sums of their days, in each currency, to the minor unit", () =>
  fc.assert(
    fc.property(sumsOf(finely, 16), anyCurrency, (sums, currency) => {
      const of = (question: Partial<ReportQuestion>) => reported(sums, { currency, ...question }, evenly);
      const days = of({ by: ["date"] }).items;
      expect(sold(of({ by: ["week"] }).items, ({ week = "" }) => week)).toEqual(
        sold(days, ({ date }) => weekAround(date)),
      );
      expect(sold(of({ by: ["month"] }).items, ({ month = "" }) => month)).toEqual(
        sold(days, ({ date = "" }) => date.slice(0, 7)),
      );
      for (const year of ["2020", "2021"])
        expect(sold(of({ from: `${year}-01-01`, to: `${year}-12-31` }).items)).toEqual(
          sold(days.filter(({ date }) => date?.startsWith(year))),
        );
    }),
  ));

test("however a report is split, its totals are the same, and its lines are off by half a minor unit each at most", () =>
  fc.assert(
    fc.property(
      fc.tuple(sumsOf(finely, 1), sumsOf(coarsely, 1)),
      anyCurrency,
      fc.subarray([...dimensions]),
      ([fine, coarse], currency, by) => {
        const sums = [...fine, ...coarse];
        const { items, totals } = reported(sums, { by, currency }, rates);
        expect(totals).toEqual(reported(sums, { currency }, rates).items);
        for (const [name, lines] of Map.groupBy(items, (item) => `${item.currency} `)) {
          const off = (sold(items).get(name) ?? 0n) - (sold(totals).get(name) ?? 0n);
          const bound = currency === undefined ? 0n : BigInt(lines.length + 1);
          expect(2n * (off < 0n ? -off : off) <= bound).toBe(true);
        }
      },
    ),
  ));
