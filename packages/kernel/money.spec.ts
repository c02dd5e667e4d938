import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  add,
  allocate,
  formatAmount,
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
const anExponent = fc.constantFrom(0, 2, 3);
const someWeights = fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 40 });

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
  test("left-over units go to the first shares that weigh something", () => {
    expect(allocate(minor(100), [1, 1, 1])).toEqual([34, 33, 33]);
    expect(allocate(minor(5), [0, 3, 3, 0])).toEqual([0, 3, 2, 0]);
  });

  test("where nothing weighs anything the first share takes all", () =>
    expect(allocate(minor(7), [0, 0])).toEqual([7, 0]));

  test("nothing is lost and nothing is made", () =>
    fc.assert(fc.property(aPrice, someWeights, (amount, weights) => sum(allocate(amount, weights)) === amount)));

  test("a share is its weight's part, to the unit", () =>
    fc.assert(
      fc.property(fc.nat(1_000_000_000).map(minor), someWeights, (amount, weights) => {
        const total = weights.reduce((left, right) => left + right, 0);
        fc.pre(total > 0);
        return allocate(amount, weights).every(
          (share, at) => Math.abs(share - (amount * (weights[at] ?? 0)) / total) <= 1,
        );
      }),
    ));

  test("who weighs nothing gets nothing, while another weighs something", () =>
    fc.assert(
      fc.property(aPrice, someWeights, (amount, weights) => {
        fc.pre(weights.some((weight) => weight > 0));
        return allocate(amount, weights).every((share, at) => weights[at] !== 0 || share === 0);
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
  ])("%s is %i units", (text, units) => expect(parseAmount(text, cents)).toBe(units));

  test.each([
    "",
    " 1",
    "1 ",
    "1.",
    ".5",
    "1.999",
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
