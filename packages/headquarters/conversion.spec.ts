import fc from "fast-check";
import { expect, test } from "vitest";
import { converted, decimalOf, exponentOf, rateOn, roundedHalfEven } from "./conversion.ts";
import { type Rate, rates, reportingCurrency } from "./rates.ts";

const rate = (from: string, perUnit: string, more: Partial<Rate> = {}): Rate => ({
  from,
  to: "USD",
  rate: perUnit,
  date: "2017-01-01",
  source: "made up [U]",
  ...more,
});
const of = (amount: number, at: Rate | undefined) => [{ amount: BigInt(amount), rate: at }];

test("an amount is worth its rate, rounded once and half to even", () => {
  expect(converted(of(10_000, rate("GBP", "1.2890")), "USD")).toBe(12_890n);
  expect(converted(of(1, rate("GBP", "0.5")), "USD")).toBe(0n);
  expect(converted(of(3, rate("GBP", "0.5")), "USD")).toBe(2n);
  expect(converted(of(5, rate("GBP", "0.5")), "USD")).toBe(2n);
  expect(converted(of(-3, rate("GBP", "0.5")), "USD")).toBe(-2n);
});

test("parts are added before they are rounded", () => {
  const half = rate("GBP", "0.5");
  expect(converted([...of(1, half), ...of(1, half), ...of(1, half)], "USD")).toBe(2n);
  expect(converted([...of(1, half), ...of(1, rate("BRL", "0.25")), ...of(7, undefined)], "USD")).toBe(8n);
});

test("currencies without cents are worth what they say", () => {
  expect(exponentOf("JPY")).toBe(0);
  expect(exponentOf("USD")).toBe(2);
  expect(converted(of(121, rate("JPY", "0.008261")), "USD")).toBe(100n);
  expect(converted(of(100, rate("USD", "121.05", { to: "JPY" })), "JPY")).toBe(121n);
});

test("an amount is shown with all places of its currency, however large it is", () => {
  expect(decimalOf(1_999n, "USD")).toBe("19.99");
  expect(decimalOf(-5n, "USD")).toBe("-0.05");
  expect(decimalOf(0n, "GBP")).toBe("0.00");
  expect(decimalOf(121n, "JPY")).toBe("121");
  expect(decimalOf(2n * BigInt(Number.MAX_SAFE_INTEGER), "USD")).toBe("180143985094819.82");
});

test("a figure does not depend on how its parts are cut", () =>
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 1e9 }), { minLength: 1 }), (amounts) => {
      const at = rate("BRL", "0.313381");
      const whole = amounts.reduce((sum, amount) => sum + amount, 0);
      expect(
        converted(
          amounts.flatMap((amount) => of(amount, at)),
          "USD",
        ),
      ).toBe(converted(of(whole, at), "USD"));
    }),
  ));

test("rounding is never off by more than a half, and halves go to even", () =>
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }), fc.bigInt({ min: 1n, max: 10n ** 9n }), (n, d) => {
      const twiceOff = 2n * (roundedHalfEven(n, d) * d - n);
      expect(twiceOff <= d && -twiceOff <= d).toBe(true);
      if (twiceOff === d || -twiceOff === d) expect(roundedHalfEven(n, d) % 2n).toBe(0n);
    }),
  ));

test("the rate of a day is the last that began by then", () => {
  const pair = { from: "GBP", to: "USD" };
  expect(rateOn(rates, pair, "2017-12-31")).toMatchObject({ rate: "1.2890", date: "2017-01-01" });
  expect(rateOn(rates, pair, "2018-01-01")?.rate).toBe("1.3363");
  expect(rateOn(rates, pair, "1999-01-01")?.date).toBe("2010-01-01");
  expect(rateOn(rates, pair, undefined)).toBe(rateOn(rates, pair, "2099-01-01"));
  expect(rateOn(rates, { from: "XAU", to: "USD" }, "2018-01-01")).toBeUndefined();
});

test("every rate is exact, dated, sourced and into the reporting currency, and none stands twice", () => {
  for (const each of rates) {
    expect(each.rate).toMatch(/^\d+\.\d{4,6}$/);
    expect(each.date).toMatch(/^\d{4}-01-01$/);
    expect(each.source).toMatch(/\[[CU]\]$/);
    expect(each.to).toBe(reportingCurrency);
  }
  expect(new Set(rates.map(({ from, date }) => from + date)).size).toBe(rates.length);
});
