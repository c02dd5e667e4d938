import fc from "fast-check";
import { expect, test } from "vitest";
import { type Instant, instantOf } from "#kernel/time";
import * as br from "./definitions/br/index.ts";
import * as uk from "./definitions/uk/index.ts";
import * as us from "./definitions/us/index.ts";
import { instantOfLocal, localTime } from "./local-time.ts";

test.each([
  [br, "2017-12-01T00:01:14", "2017-12-01T02:01:14.000Z"], // summer time, which Brazil has given up since
  [br, "2018-06-01T00:00:00", "2018-06-01T03:00:00.000Z"],
  [br, "2026-12-01T00:00:00", "2026-12-01T03:00:00.000Z"],
  [uk, "2011-05-01T10:51:00", "2011-05-01T09:51:00.000Z"],
  [uk, "2011-01-01T10:51:00", "2011-01-01T10:51:00.000Z"],
  [us, "2012-01-03", "2012-01-03T17:00:00.000Z"], // a bare date is its noon
  [us, "2012-07-03", "2012-07-03T16:00:00.000Z"],
])("a time without offset is in the reporting zone (%#: %s %s)", (market, local, instant) => {
  expect(instantOfLocal(market, local)).toBe(instant);
});

test("a time that clocks show twice is the earlier one, one they skip comes after the gap", () => {
  expect(instantOfLocal(us, "2026-11-01T01:30:00")).toBe("2026-11-01T05:30:00.000Z");
  expect(instantOfLocal(us, "2026-03-08T02:30:00")).toBe("2026-03-08T07:30:00.000Z");
});

test("midnight that was skipped is one o'clock", () => {
  const instant = instantOfLocal(br, "2018-11-04T00:00:00") as Instant;
  expect(localTime(br, instant)).toEqual({ date: "2018-11-04", hour: "01", time: "01:00:00" });
});

test.each(["", "yesterday", "2026-02-30", "2026-01-01T25:00:00", "2026-01-01T10:00:00Z", "2026-1-1"])(
  "%j is no local time",
  (text) => expect(instantOfLocal(us, text)).toBeUndefined(),
);

test("the day of an instant is the market's, not that of Greenwich", () => {
  const at = "2017-12-01T01:30:00.000Z" as Instant;
  expect(localTime(br, at)).toEqual({ date: "2017-11-30", hour: "23", time: "23:30:00" });
  expect(localTime(uk, "2026-11-01T00:00:00.000Z" as Instant)).toEqual({
    date: "2026-11-01",
    hour: "00",
    time: "00:00:00",
  });
});

test("what clocks showed leads back to the same instant, or an hour before it where they showed it twice", () => {
  const aSecond = fc.integer({ min: Date.UTC(2005, 0) / 1000, max: Date.UTC(2035, 0) / 1000 });
  fc.assert(
    fc.property(fc.constantFrom(us, uk, br), aSecond, (market, second) => {
      const at = instantOf(second * 1000);
      const { date, time } = localTime(market, at);
      const back = instantOfLocal(market, `${date}T${time}`);
      return back === at || back === instantOf((second - 3600) * 1000);
    }),
  );
});

test("the first year that an instant may be in, is still the year before in the west", () => {
  const first = "1000-01-01T00:00:00.000Z" as Instant;
  expect(localTime(us, first).date).toBe("0999-12-31");
  expect(instantOfLocal(us, `${localTime(us, first).date}T${localTime(us, first).time}`)).toBe(first);
});
