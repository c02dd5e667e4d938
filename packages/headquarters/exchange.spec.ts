import fc from "fast-check";
import { expect, test } from "vitest";
import { converted, plus, quotient, times } from "./conversion.ts";
import { exchangesInto, rateOn } from "./exchange.ts";
import { daysOf } from "./periods.ts";
import { baseCurrency, currenciesWithRates, type Rate, rates } from "./rates.ts";

const made = (from: string, rate: string, date = "2017-01-01"): Rate => ({
  from,
  to: baseCurrency,
  rate,
  date,
  source: "made up [U]",
});
const table = [
  ...[made("GBP", "2.0000", "2020-01-01"), made("GBP", "1.0000", "2021-01-01")],
  ...[made("BRL", "0.2500", "2020-01-01"), made("BRL", "0.5000", "2021-01-01")],
  made("JPY", "0.008000"),
];
/** What an amount of minor units is worth. */
function worth(amount: number, from: string, to: string, period: string): bigint | undefined {
  const exchange = exchangesInto(to, table)(from, period);
  return exchange && converted([{ amount: BigInt(amount), worth: exchange.worth }]);
}

test("the rate of a day is the last that began by then", () => {
  const pair = { from: "GBP", to: "USD" };
  expect(rateOn(rates, pair, "2017-12-31")).toMatchObject({ rate: "1.2890", date: "2017-01-01" });
  expect(rateOn(rates, pair, "2018-01-01")?.rate).toBe("1.3363");
  expect(rateOn(rates, pair, "1999-01-01")?.date).toBe("2010-01-01");
  expect(rateOn(rates, pair, undefined)).toBe(rateOn(rates, pair, "2099-01-01"));
  expect(rateOn(rates, { from: "XAU", to: "USD" }, "2018-01-01")).toBeUndefined();
});

test("money is exchanged into the base currency, out of it, and across it", () => {
  expect(worth(300, "GBP", "USD", "2020-05-01")).toBe(600n);
  expect(worth(300, "USD", "GBP", "2020-05-01")).toBe(150n);
  expect(worth(300, "GBP", "BRL", "2020-05-01T14")).toBe(2_400n);
  expect(worth(300, "GBP", "GBP", "2020-05-01")).toBe(300n);
});

test("the rates of a crossing are those that were read", () => {
  const { rates: used, basis } = exchangesInto("BRL", table)("GBP", "2021-03") ?? {};
  expect({ used, basis }).toEqual({ used: [table[1], table[3]], basis: "of-its-days" });
});

test("a period whose days have different rates is worth the mean of its days, exactly", () => {
  // four days of 2020 at 2, three of 2021 at 1
  expect(worth(700, "GBP", "USD", "2020-W53")).toBe(1_100n);
  // at 8 and at 2
  expect(worth(700, "GBP", "BRL", "2020-W53")).toBe(3_800n);
  expect(exchangesInto("USD", table)("GBP", "2020-W53")).toMatchObject({
    basis: "mean-of-its-days",
    rates: [table[0], table[1]],
  });
});

test("what is not dated is exchanged at the newest rate", () => {
  expect(worth(700, "GBP", "USD", "")).toBe(700n);
  expect(exchangesInto("USD", table)("GBP", "")).toMatchObject({ basis: "newest", rates: [table[1]] });
});

test("currencies without cents are worth what they say", () => {
  expect(worth(125, "JPY", "USD", "2020-01-01")).toBe(100n);
  expect(worth(100, "USD", "JPY", "2020-01-01")).toBe(125n);
});

test("money of a currency without rates is exchanged into none, nor any into that", () => {
  expect(worth(700, "CHF", "USD", "2020-01-01")).toBeUndefined();
  expect(worth(700, "USD", "CHF", "2020-W53")).toBeUndefined();
  expect(worth(700, "CHF", "USD", "")).toBeUndefined();
});

test("a market that dates its figures by no day there is spoils no report", () => {
  for (const period of ["2017-13-45", "2017-99", "0000-W00", "9999-W99", "2017-02-30T99", "0050-02"])
    expect(worth(100, "JPY", "USD", period)).toBe(80n);
});

const aPeriod = fc.constantFrom("2020-W53", "2021-W01", "2020-12", "2021-01", "2019-W01", "2014-W01", "2018-02");
const aCurrency = fc.constantFrom(...currenciesWithRates);

test("a period that sold the same on each of its days is worth what they are worth together", () =>
  fc.assert(
    fc.property(aPeriod, aCurrency, aCurrency, fc.nat(1e9), (period, from, to, daily) => {
      const exchange = exchangesInto(to, rates);
      const days = daysOf(period).map((day) => exchange(from, day)?.worth ?? quotient(0n, 1n));
      const together = times(days.reduce(plus), quotient(BigInt(daily), 1n));
      const whole = quotient(BigInt(daily * days.length), 1n);
      expect(times(exchange(from, period)?.worth ?? quotient(0n, 1n), whole)).toEqual(together);
    }),
  ));

test("every rate is exact, dated, sourced and into the base currency, and none stands twice", () => {
  for (const each of rates) {
    expect(each.rate).toMatch(/^\d+\.\d{4,6}$/);
    expect(Number(each.rate)).toBeGreaterThan(0);
    expect(each.date).toMatch(/^\d{4}-01-01$/);
    expect(each.source).toMatch(/\[[CU]\]$/);
    expect(each.to).toBe(baseCurrency);
  }
  expect(new Set(rates.map(({ from, date }) => from + date)).size).toBe(rates.length);
});
