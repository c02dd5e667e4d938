import { describe, expect, test } from "vitest";
import type { Instant } from "#kernel/time";
import * as market from "#markets/definitions/uk/index";
import { calendarOf } from "./calendar.ts";
import type { Level } from "./level.ts";
import { dueWindows, levelOf, superfluousMarks, undatedNumber, type WindowIndex } from "./window-index.ts";

const calendar = calendarOf(market, { windowSeconds: 3_600 });
const graceSeconds = 600;
const windowIndexOf = (
  slots: Readonly<Record<string, string | readonly [string, string]>>,
  ...evaluated: string[]
): WindowIndex => ({
  slots: new Map(
    Object.entries(slots).map(([slot, at]) => {
      const [first, last] = typeof at === "string" ? [at, at] : at;
      return [slot, { firstArrival: first as Instant, lastArrival: last as Instant }];
    }),
  ),
  evaluated: new Set(evaluated),
});
const due = (windowIndex: WindowIndex, level: Level, now: string) =>
  dueWindows(windowIndex, level, { now: now as Instant, graceSeconds, calendar }).map(({ window }) => window);

describe("a window is due", () => {
  test("when its hour has ended and its last observation is as old as the grace time", () => {
    const windowIndex = windowIndexOf({ "2018-01-10T14": "2018-01-10T14:58:00.000Z" });
    expect(due(windowIndex, "hour", "2018-01-10T15:07:59.000Z")).toEqual([]);
    expect(due(windowIndex, "hour", "2018-01-10T15:08:00.000Z")).toEqual(["2018-01-10T14"]);
  });

  test("not before its period has ended, however quiet it is", () =>
    expect(
      due(windowIndexOf({ "2018-01-10T14": "2018-01-10T14:00:00.000Z" }), "hour", "2018-01-10T14:59:59.000Z"),
    ).toEqual([]));

  test("although observations keep arriving, four times the grace time after its end and its first observation", () => {
    const busy = windowIndexOf({ "2018-01-10T14": ["2018-01-10T14:10:00.000Z", "2018-01-10T15:39:00.000Z"] });
    expect(due(busy, "hour", "2018-01-10T15:39:59.000Z")).toEqual([]);
    expect(due(busy, "hour", "2018-01-10T15:40:00.000Z")).toEqual(["2018-01-10T14"]);
  });

  test("once all its finer windows with observations were evaluated", () => {
    const slots = { "2018-01-10T09": "2018-01-10T09:10:00.000Z", "2018-01-10T14": "2018-01-10T14:10:00.000Z" };
    const now = "2018-01-11T02:00:00.000Z";
    expect(due(windowIndexOf(slots, "hour#2018-01-10T09"), "day", now)).toEqual([]);
    expect(due(windowIndexOf(slots, "hour#2018-01-10T09", "hour#2018-01-10T14"), "day", now)).toEqual(["2018-01-10"]);
  });

  test("not while a week that reaches into the month waits, though its observations lie in the next month", () => {
    const january = { "2018-01-10T14": "2018-01-10T14:10:00.000Z" };
    const evaluated = ["hour#2018-01-10T14", "day#2018-01-10", "week#2018-W02"];
    const now = "2018-02-03T12:00:00.000Z"; // the week of 29 January ends on 4 February
    expect(due(windowIndexOf(january, ...evaluated), "month", now)).toEqual(["2018-01"]);
    const both = { ...january, "2018-02-02T09": "2018-02-02T09:10:00.000Z" };
    expect(due(windowIndexOf(both, ...evaluated, "hour#2018-02-02T09", "day#2018-02-02"), "month", now)).toEqual([]);
  });

  test("by clocks of the market's zone, also when they are put back", () => {
    const windowIndex = windowIndexOf({ "2018-10-28T01": "2018-10-28T00:10:00.000Z" });
    expect(due(windowIndex, "hour", "2018-10-28T01:59:00.000Z"), "one o'clock comes twice").toEqual([]);
    expect(due(windowIndex, "hour", "2018-10-28T02:00:00.000Z")).toEqual(["2018-10-28T01"]);
  });
});

describe("observations start", () => {
  test("at the first level that was not evaluated", () => {
    const slot = "2018-01-10T14";
    expect(levelOf(slot, new Set())).toBe("hour");
    expect(levelOf(slot, new Set(["hour#2018-01-10T14"]))).toBe("day");
  });
  test("behind the coarsest evaluated window, although a finer one never was", () =>
    expect(levelOf("2018-01-10T14", new Set(["month#2018-01"]))).toBe("category-other"));
});

describe("undated windows", () => {
  const all = (month: string) => ["month", "category-other", "channel-other"].map((level) => `${level}#${month}`);

  test("are due when the month of arrival has ended and been quiet", () => {
    const windowIndex = windowIndexOf({ "2017-12-01T14": "2018-03-10T09:00:00.000Z" }, ...all("2017-12"));
    // summer time: the month ends at 23:00 UTC
    expect(due(windowIndex, "undated", "2018-03-31T23:09:00.000Z")).toEqual([]);
    expect(due(windowIndex, "undated", "2018-03-31T23:10:00.000Z")).toEqual(["2018-03"]);
  });

  test("wait for ended months whose observations arrived then, not for months to come", () => {
    const waiting = { "2017-12-01T14": "2018-03-10T09:00:00.000Z" };
    const now = "2018-04-02T12:00:00.000Z";
    const march = windowIndexOf({ ...waiting, "2018-03-09T10": "2018-03-09T10:01:00.000Z" }, ...all("2017-12"));
    expect(due(march, "undated", now)).toEqual([]);
    const later = windowIndexOf({ ...waiting, "2030-01-01T10": "2018-03-09T10:01:00.000Z" }, ...all("2017-12"));
    expect(due(later, "undated", now)).toEqual(["2018-03"]);
  });

  test("that were evaluated hand their observations to the next", () =>
    expect(undatedNumber("2018-11", new Set(["undated#2018-11", "undated#2018-12"]))).toBe("2019-01"));
});

test("marks are forgotten when all months they touch were evaluated to the last dated level", () =>
  expect(
    superfluousMarks(
      new Set([
        "channel-other#2018-01",
        "month#2018-01",
        "hour#2018-01-10T14",
        "week#2018-W02",
        "week#2018-W05",
        "day#2018-02-01",
        "undated#2018-01",
      ]),
    ),
  ).toEqual(["month#2018-01", "hour#2018-01-10T14", "week#2018-W02"]));
