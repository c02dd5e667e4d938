import { expect, test } from "vitest";
import { instantOf, millisecondsOf } from "#kernel/time";
import { marketByCode } from "#markets/directory";
import { momentOf, readTime } from "./source-times.ts";

const market = marketByCode("uk") ?? expect.unreachable();
const at = (text: string) => instantOf(Date.parse(text));
const now = at("2026-11-30T09:00:00Z");
const read = (text: string, when = now) => {
  const time = readTime(text, market);
  return time && momentOf(time, market, when);
};

test.each([
  ["2026-10-06T10:00:00", "2026-10-06T09:00:00.000Z"],
  ["2026-10-06 10:00:00", "2026-10-06T09:00:00.000Z"],
  ["2026-10-06 10:00", "2026-10-06T09:00:00.000Z"],
  ["2026-10-06T10:00:00.250", "2026-10-06T09:00:00.250Z"],
  ["2026/10/06 10:00:00", "2026-10-06T09:00:00.000Z"],
  ["2026-10-06t10:00:00z", "2026-10-06T10:00:00.000Z"],
  ["2026-10-06 10:00:00 UTC", "2026-10-06T10:00:00.000Z"],
  ["2026-10-06 10:00:00 -0500", "2026-10-06T15:00:00.000Z"],
  ["2026-10-06T10:00:00.000-04:00", "2026-10-06T14:00:00.000Z"],
  ["2026-10-06T10:00:00+02", "2026-10-06T08:00:00.000Z"],
])("%s is %s", (text, instant) => expect(read(text)).toBe(instant));

test.each([
  "07/10/2026",
  "10-06-2026",
  "06.10.2026",
  "2026-02-30",
  "2026-10-06 25:00:00",
  "2026-10-06T10:00:60",
  "2026-10/06",
  "1791280800",
  "yesterday",
  "Oct 6, 2026",
  "2026-10-06T10:00:00+99:99",
])("“%s” has two meanings or none", (text) => expect(read(text)).toBeUndefined());

test("a day stands for its noon, and for its beginning while its noon is still to come", () => {
  expect(read("2026-11-29")).toBe("2026-11-29T12:00:00.000Z");
  expect(read("2026-11-30")).toBe("2026-11-30T00:00:00.000Z");
  expect(read("2026-11-30", at("2026-11-30T12:30:00Z"))).toBe("2026-11-30T12:00:00.000Z");
});

test("a day begins where the market is", () => {
  const br = marketByCode("br") ?? expect.unreachable();
  const late = at("2026-12-01T01:00:00Z"); // still the thirtieth in São Paulo
  const today = readTime("2026-11-30", br) ?? expect.unreachable();
  expect(momentOf(today, br, late)).toBe("2026-11-30T15:00:00.000Z");
  const tomorrow = readTime("2026-12-01", br) ?? expect.unreachable();
  expect(millisecondsOf(momentOf(tomorrow, br, late) ?? now)).toBeGreaterThan(millisecondsOf(late) + 300_000);
});
