import { expect, test } from "vitest";
import { isBelowZero, minus, plus, timesUnits } from "./exact-sums.ts";

test("decimals are added without a float, and nothing is nothing", () => {
  expect(plus("0.1", "0.2")).toBe("0.3");
  expect(plus("1", undefined, " ", "-0.25")).toBe("0.75");
  expect(plus()).toBe("0");
  expect(minus("10.00", "3.5", "-1")).toBe("7.50");
  expect(minus(undefined, "0.05")).toBe("-0.05");
});

test("what is no decimal stays, for whoever reads the sum", () => {
  expect(plus("1.00", "12,50")).toBe("12,50");
  expect(timesUnits("twelve", "2")).toBe("twelve");
});

test("units cost so many times one", () => {
  expect(timesUnits("0.07", "100")).toBe("7.00");
  expect(timesUnits("19.99", "3")).toBe("59.97");
  expect(timesUnits("5", "2")).toBe("10");
});

test("zero is not below zero", () => {
  expect(isBelowZero("-0.00")).toBe(false);
  expect(isBelowZero("-0.01")).toBe(true);
});
