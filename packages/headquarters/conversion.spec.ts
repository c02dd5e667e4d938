import fc from "fast-check";
import { expect, test } from "vitest";
import { converted, decimalOf, dividedBy, exponentOf, quotient, quotientOf, roundedHalfEven } from "./conversion.ts";

const of = (amount: number, rate: string) => [{ amount: BigInt(amount), worth: quotientOf(rate) }];

test("an amount is worth its rate, rounded once and half to even", () => {
  expect(converted(of(10_000, "1.2890"))).toBe(12_890n);
  expect(converted(of(1, "0.5"))).toBe(0n);
  expect(converted(of(3, "0.5"))).toBe(2n);
  expect(converted(of(5, "0.5"))).toBe(2n);
  expect(converted(of(-3, "0.5"))).toBe(-2n);
});

test("parts are added before they are rounded", () => {
  expect(converted([...of(1, "0.5"), ...of(1, "0.5"), ...of(1, "0.5")])).toBe(2n);
  expect(converted([...of(1, "0.5"), ...of(1, "0.25"), ...of(7, "1")])).toBe(8n);
  const third = { amount: 1n, worth: dividedBy(quotientOf("1"), quotientOf("3")) };
  expect(converted([third, third, third])).toBe(1n);
});

test("a quotient is exact, and nothing is divided by zero", () => {
  expect(quotientOf("1.2890")).toEqual({ numerator: 1289n, denominator: 1000n });
  expect(dividedBy(quotientOf("1.5"), quotientOf("-0.25"))).toEqual({ numerator: -6n, denominator: 1n });
  expect(quotient(0n, -7n)).toEqual({ numerator: 0n, denominator: 1n });
  expect(() => quotient(1n, 0n)).toThrow(RangeError);
});

test("minor units are those of the currency", () => {
  expect(exponentOf("JPY")).toBe(0);
  expect(exponentOf("USD")).toBe(2);
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
      const whole = amounts.reduce((sum, amount) => sum + amount, 0);
      expect(converted(amounts.flatMap((amount) => of(amount, "0.313381")))).toBe(converted(of(whole, "0.313381")));
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
