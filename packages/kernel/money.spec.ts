import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  add,
  formatAmount,
  largestRemainder,
  least,
  type Minor,
  minor,
  moneyView,
  parseAmount,
  subtract,
  sum,
  times,
} from "./money.ts";

const anAmount = fc.maxSafeInteger().map(minor);
const aPrice = fc.integer({ min: -1_000_000_000_000, max: 1_000_000_000_000 }).map(minor);
const someWeights = fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 40 });
const anExponent = fc.constantFrom(0, 2, 3);

describe("amounts", () => {
  test("an amount that lost precision does not go on", () => {
    expect(() => minor(0.5)).toThrow(RangeError);
    expect(() => minor(Number.MAX_SAFE_INTEGER + 1)).toThrow(RangeError);
    expect(() => add(minor(Number.MAX_SAFE_INTEGER), minor(1))).toThrow(RangeError);
    expect(() => times(minor(Number.MAX_SAFE_INTEGER), 2)).toThrow(RangeError);
  });

  test("there is one zero", () => expect(Object.is(minor(-0), 0)).toBe(true));

  test("what is added can be taken away", () =>
    fc.assert(fc.property(aPrice, aPrice, (left, right) => subtract(add(left, right), right) === left)));

  test("a sum does not depend on the order", () =>
    fc.assert(fc.property(fc.array(aPrice), (amounts) => sum(amounts) === sum([...amounts].reverse()))));

  test("the least is one of the two", () =>
    fc.assert(fc.property(aPrice, aPrice, (left, right) => least(left, right) === Math.min(left, right))));
});

describe("sharing an amount", () => {
  test.each([
    ["the larger remainder gets the unit that is left", 999, [3, 7], [300, 699]],
    ["whatever the shares weigh", 200, [1800, 1300], [116, 84]],
    ["of equal remainders the earlier ones", 100, [1, 1, 1], [34, 33, 33]],
    ["who weighs nothing gets nothing", 5, [0, 3, 3, 0], [0, 3, 2, 0]],
    ["where nothing weighs anything the first takes all", 7, [0, 0], [7, 0]],
    ["what is owed back is shared alike", -200, [1800, 1300], [-116, -84]],
  ])("%s", (_, amount, weights, shares) => expect(largestRemainder(minor(amount), weights)).toEqual(shares));

  test.each([[[]], [[1, -1]], [[0.5]]])("nothing is shared by %j", (weights) =>
    expect(() => largestRemainder(minor(1), weights)).toThrow(RangeError),
  );

  test("nothing is lost and nothing is made", () =>
    fc.assert(
      fc.property(fc.oneof(aPrice, anAmount), someWeights, (amount, weights) => {
        expect(sum(largestRemainder(amount, weights))).toBe(amount);
      }),
    ));

  test("no share is a whole unit off its exact value, and no larger remainder was passed over", () =>
    fc.assert(
      fc.property(fc.maxSafeNat().map(minor), someWeights, (amount, weights) => {
        const whole = weights.reduce((left, weight) => left + BigInt(weight), 0n);
        fc.pre(whole > 0n);
        const exact = weights.map((weight) => BigInt(amount) * BigInt(weight));
        const given = largestRemainder(amount, weights).map((share, at) => ({
          remainder: (exact[at] ?? 0n) % whole,
          rounded: BigInt(share) - (exact[at] ?? 0n) / whole,
        }));
        const up = given.filter(({ rounded }) => rounded === 1n);
        const down = given.filter(({ rounded }) => rounded === 0n);
        expect(up.length + down.length).toBe(given.length);
        for (const { remainder } of up) for (const other of down) expect(other.remainder <= remainder).toBe(true);
      }),
    ));
});

describe("amounts as text", () => {
  const cents = { code: "XTS", exponent: 2 };

  test.each([
    ["19.99", 1999],
    ["5", 500],
    ["-3.50", -350],
    ["0.1", 10],
    ["-0", 0],
    ["007.00", 700],
    ["10.0000", 1000],
    ["5.000", 500],
    ["-3.5000", -350],
    ["0.10000000000000000000", 10],
    ["-0.000", 0],
    ["999999999999.990", 99_999_999_999_999],
  ])("%s is %i units", (text, units) => expect(parseAmount(text, cents)).toBe(units));

  test.each([
    ["500.00", 0, 500],
    ["500.01", 0, undefined],
    ["1.2340", 3, 1234],
    ["1.2345", 3, undefined],
  ])("%s with %i places is %s units", (text, exponent, units) => expect(parseAmount(text, { exponent })).toBe(units));

  test.each([
    "",
    " 1",
    "1 ",
    "1.",
    ".5",
    "1.999",
    "1.990000001",
    "10.0000.",
    "1e3",
    "0x10",
    "+1",
    "1,00",
    "--1",
    "NaN",
    "٣",
    "9".repeat(16),
    "999999999999999.99",
  ])("%j is no amount", (text) => expect(parseAmount(text, cents)).toBeUndefined());

  test("every amount is read as it was written", () =>
    fc.assert(
      fc.property(anAmount, anExponent, (amount: Minor, exponent) => {
        const text = formatAmount(amount, { code: "XTS", exponent });
        const [whole = ""] = text.replace("-", "").split(".");
        return whole.length > 15 || parseAmount(text, { exponent }) === amount;
      }),
    ));

  test("the view has all places of its currency", () => {
    expect(moneyView(minor(1999), cents)).toEqual({ amount: "19.99", currency: "XTS" });
    expect(moneyView(minor(-5), cents).amount).toBe("-0.05");
    expect(moneyView(minor(5), { code: "XTS", exponent: 0 }).amount).toBe("5");
  });
});
