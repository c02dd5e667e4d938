import { expect, test } from "vitest";
import { daysOf, hoursOf, isDateOrHour, isWithin, overlaps, unitAround } from "./periods.ts";

test.each([
  ["2017-12-01T14", "2017-12-01T14", "2017-12-01T14"],
  ["2017-12-01", "2017-12-01T00", "2017-12-01T23"],
  ["2017-W48", "2017-11-27T00", "2017-12-03T23"],
  ["2018-W01", "2018-01-01T00", "2018-01-07T23"],
  ["2020-W53", "2020-12-28T00", "2021-01-03T23"],
  ["2016-02", "2016-02-01T00", "2016-02-29T23"],
  ["2017-12", "2017-12-01T00", "2017-12-31T23"],
])("%s lasts from %s to %s", (period, first, last) => expect(hoursOf(period)).toEqual({ first, last }));

test.each([
  ["", []],
  ["2017-12-01T14", ["2017-12-01"]],
  ["2017-12-01", ["2017-12-01"]],
  ["2020-W53", ["2020-12-28", "2020-12-29", "2020-12-30", "2020-12-31", "2021-01-01", "2021-01-02", "2021-01-03"]],
])("%s lies in the days %j", (period, days) => expect(daysOf(period)).toEqual(days));

test("a leap February has 29 days", () => {
  expect(daysOf("2016-02")).toHaveLength(29);
  expect(daysOf("2016-02").at(-1)).toBe("2016-02-29");
});

test.each([
  ["2020-12-31T23", { date: "2020-12-31", week: "2020-W53", month: "2020-12" }],
  ["2021-01-01", { date: "2021-01-01", week: "2020-W53", month: "2021-01" }],
  ["2020-W53", { date: undefined, week: "2020-W53", month: undefined }],
  ["2018-W06", { date: undefined, week: "2018-W06", month: "2018-02" }],
  ["2018-02", { date: undefined, week: undefined, month: "2018-02" }],
  ["", { date: undefined, week: undefined, month: undefined }],
  ["2017-13-45", { date: undefined, week: undefined, month: undefined }],
  ["9999-W99", { date: undefined, week: undefined, month: undefined }],
])("%s lies as a whole in %o", (period, units) =>
  expect({
    date: unitAround(period, "date"),
    week: unitAround(period, "week"),
    month: unitAround(period, "month"),
  }).toEqual(units),
);

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
