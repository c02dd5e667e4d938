import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { weekOf } from "#kernel/calendar-week";
import { cellKeyOf, levels } from "./level.ts";
import { endOf, monthsOfWeek, slotOf } from "./period.ts";

describe("weeks", () => {
  test("may belong to two months", () => {
    expect(monthsOfWeek("2018-W05")).toEqual(["2018-01", "2018-02"]);
    expect(monthsOfWeek("2018-W02")).toEqual(["2018-01"]);
    expect(monthsOfWeek("2019-W01")).toEqual(["2018-12", "2019-01"]);
  });

  test("hold every date in one of their months", () =>
    fc.assert(
      fc.property(fc.date({ min: new Date("1990-01-01"), max: new Date("2090-01-01"), noInvalidDate: true }), (at) => {
        const date = at.toISOString().slice(0, 10);
        expect(monthsOfWeek(weekOf(date))).toContain(date.slice(0, 7));
        expect(endOf(weekOf(date), 3_600) > `${date}T23:59:59`).toBe(true);
      }),
    ));
});

describe("periods end", () => {
  test.each([
    ["2017-12-31T23", "2018-01-01T00:00:00"],
    ["2017-12-31", "2018-01-01T00:00:00"],
    ["2017-W52", "2018-01-01T00:00:00"],
    ["2017-12", "2018-01-01T00:00:00"],
    ["2016-02-28", "2016-02-29T00:00:00"],
  ])("%s at %s", (period, end) => expect(endOf(period, 3_600)).toBe(end));
  test("2017-12-01T14:59:50 after its ten seconds", () =>
    expect(endOf("2017-12-01T14:59:50", 10)).toBe("2017-12-01T15:00:00"));
});

test("a slot is the hour, or its part where a deployment shortened the window", () => {
  const at = { date: "2017-12-01", time: "14:03:59" };
  expect(slotOf(at, 3_600)).toBe("2017-12-01T14");
  expect(slotOf(at, 10)).toBe("2017-12-01T14:03:50");
});

test("each level keeps less than the one before", () => {
  const observation = { kind: "sale", slot: "2017-12-01T14:03:50", channel: "live", category: "toys" } as const;
  expect(levels.map((level) => cellKeyOf(observation, level))).toEqual([
    { kind: "sale", level: "hour", period: "2017-12-01T14", channel: "live", category: "toys" },
    { kind: "sale", level: "day", period: "2017-12-01", channel: "live", category: "toys" },
    { kind: "sale", level: "week", period: "2017-W48", channel: "live", category: "toys" },
    { kind: "sale", level: "month", period: "2017-12", channel: "live", category: "toys" },
    { kind: "sale", level: "category-other", period: "2017-12", channel: "live", category: "other" },
    { kind: "sale", level: "channel-other", period: "2017-12", channel: "other", category: "other" },
    { kind: "sale", level: "undated" },
  ]);
});
