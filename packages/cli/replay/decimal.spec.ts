import * as fc from "fast-check";
import { expect, test } from "vitest";
import { formatAmount, type Minor } from "#kernel/money";
import { plainDecimal, readAmount, wholeNumber } from "./decimal.ts";

const gbp = { code: "GBP", exponent: 2 };

test.each([
  ["10", "10"],
  ["007.50", "7.50"],
  [".5", "0.5"],
  ["5.", "5"],
  ["-3.25", "-3.25"],
  ["1.5E+3", "1500"],
  ["1.23456789E7", "12345678.9"],
  ["125e-2", "1.25"],
  ["5e-3", "0.005"],
  ["0e0", "0"],
])("%s is the decimal %s", (given, plain) => expect(plainDecimal(given)).toBe(plain));

test.each(["", ".", "-", "1,25", "1.234,56", "$10", "10 GBP", "0x10", "1e999", "NaN", "１０", "1_000", "--1", "+1"])(
  "“%s” has no meaning of its own",
  (text) => expect(plainDecimal(text)).toBeUndefined(),
);

test.each([
  ["10.0000", 1000],
  ["5.000", 500],
  ["10.0000000000000000000000", 1000],
  ["0.10", 10],
  ["1e1", 1000],
  ["-0.00", 0],
])("%s is exactly %d pence", (text, amount) => expect(readAmount(text, gbp)).toEqual({ amount }));

test.each([
  ["10.005", "has more decimal places than the 2 of GBP"],
  ["0.0001", "has more decimal places than the 2 of GBP"],
  ["1,25", "is no decimal such as 19.99"],
  ["99999999999999999.00", "is too large to be counted exactly"],
])("%s is refused by name", (text, wrong) => expect(readAmount(text, gbp)).toEqual({ wrong }));

test("an amount in a currency without places is whole, or refused", () => {
  const jpy = { code: "JPY", exponent: 0 };
  expect(readAmount("1500.00", jpy)).toEqual({ amount: 1500 });
  expect(readAmount("1500.5", jpy)).toEqual({ wrong: "has more decimal places than the 0 of JPY" });
});

test.each([
  ["3", 3],
  ["3.0", 3],
  ["-2", -2],
  ["1e2", 100],
  ["-0", 0],
])("%s is the whole number %d", (text, value) => expect(wholeNumber(text)).toBe(value));
test.each(["0.5", "3.01", "", "three", "9999999999999999"])("“%s” is no whole number", (text) =>
  expect(wholeNumber(text)).toBeUndefined(),
);

test("every amount is read as it was written, whatever zeros follow it", () =>
  fc.assert(
    fc.property(fc.integer({ min: -1e12, max: 1e12 }), fc.nat(8), (amount, zeros) => {
      const text = `${formatAmount(amount as Minor, gbp)}${"0".repeat(zeros)}`;
      expect(readAmount(text, gbp)).toEqual({ amount: amount + 0 });
    }),
  ));
