import { expect, test } from "vitest";
import { hoursOf, isDateOrHour, isWithin, overlaps } from "./periods.ts";

test.each([
  ["2017-12-01T14", "2017-12-01T14", "2017-12-01T14"],
  ["2017-12-01", "2017-12-01T00", "2017-12-01T23"],
  ["2017-W48", "2017-11-27T00", "2017-12-03T23"],
  ["2018-W01", "2018-01-01T00", "2018-01-07T23"],
  ["2020-W53", "2020-12-28T00", "2021-01-03T23"],
  ["2016-02", "2016-02-01T00", "2016-02-29T23"],
  ["2017-12", "2017-12-01T00", "2017-12-31T23"],
])("%s lasts from %s to %s", (period, first, last) => expect(hoursOf(period)).toEqual({ first, last }));

test("a week at the turn of a month is in neither of the two alone", () => {
  const december = { first: "2017-12-01T00", last: "2017-12-31T23" };
  expect(isWithin("2017-W48", december)).toBe(false);
  expect(overlaps("2017-W48", december)).toBe(true);
  expect(isWithin("2017-W49", december)).toBe(true);
  expect(overlaps("2017-11", december)).toBe(false);
});

test.each([
  ["2017-12-01", true],
  ["2017-12-01T23", true],
  ["2016-02-29", true],
  ["2017-02-29", false],
  ["2017-12-01T24", false],
  ["2017-12", false],
  ["yesterday", false],
  ["0999-12-31", false],
  ["+02017-12-01", false],
  ["2017-12-01T14:00", false],
])("%s names a day or an hour: %s", (text, does) => expect(isDateOrHour(text)).toBe(does));
