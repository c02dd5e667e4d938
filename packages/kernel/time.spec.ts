import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { epochSecondsOf, instantOf, millisecondsOf, parseInstant, plusSeconds } from "./time.ts";

const aMoment = fc.date({
  min: new Date("1000-01-01T00:00:00Z"),
  max: new Date("9999-12-31T23:59:59Z"),
  noInvalidDate: true,
});

describe("reading a time", () => {
  test.each([
    ["2026-01-31T23:59:59Z", "2026-01-31T23:59:59.000Z"],
    ["2026-01-31t23:59:59.5z", "2026-01-31T23:59:59.500Z"],
    ["2026-01-31T23:59:59-03:00", "2026-02-01T02:59:59.000Z"],
    ["2024-02-29T00:00:00.123456789+00:00", "2024-02-29T00:00:00.123Z"],
  ])("%s is %s", (text, instant) => expect(parseInstant(text)).toBe(instant));

  test.each([
    ["without an offset", "2026-01-31T23:59:59"],
    ["a date alone", "2026-01-31"],
    ["a day that does not exist", "2026-02-29T00:00:00Z"],
    ["a month that does not exist", "2026-13-01T00:00:00Z"],
    ["an hour that does not exist", "2026-01-01T24:00:00Z"],
    ["an offset that does not exist", "2026-01-01T00:00:00+24:00"],
    ["a leap second", "2016-12-31T23:59:60Z"],
    ["beyond the year 9999 in UTC", "9999-12-31T23:59:59-23:00"],
    ["before the year 1000 in UTC", "1000-01-01T00:00:00+01:00"],
    ["a blank instead of T", "2026-01-31 23:59:59Z"],
    ["trailing text", "2026-01-31T23:59:59Z; drop"],
    ["nothing", ""],
  ])("%s is refused", (_, text) => expect(parseInstant(text)).toBeUndefined());
});

describe("instants", () => {
  test("compare as strings", () =>
    fc.assert(
      fc.property(aMoment, aMoment, (left, right) => {
        const [one, other] = [instantOf(left.getTime()), instantOf(right.getTime())];
        return one < other === left.getTime() < right.getTime();
      }),
    ));

  test("are read as they were written", () =>
    fc.assert(fc.property(aMoment, (date) => parseInstant(instantOf(date.getTime())) === instantOf(date.getTime()))));

  test("move by whole seconds, across days and backwards", () => {
    const eve = instantOf(Date.parse("2026-12-31T23:59:59.250Z"));
    expect(plusSeconds(eve, 1)).toBe("2027-01-01T00:00:00.250Z");
    expect(plusSeconds(eve, -86_400)).toBe("2026-12-30T23:59:59.250Z");
    expect(epochSecondsOf(eve)).toBe(Math.floor(millisecondsOf(eve) / 1000));
  });
});
