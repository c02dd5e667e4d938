import fc from "fast-check";
import { expect, test } from "vitest";
import { daysOfWeek, weekOf } from "./calendar-week.ts";

test.each([
  ["2017-11-27", "2017-W48"],
  ["2017-12-01", "2017-W48"],
  ["2018-12-31", "2019-W01"],
  ["2024-12-30", "2025-W01"],
  ["2021-01-03", "2020-W53"],
  ["2016-01-03", "2015-W53"],
  ["2010-01-03", "2009-W53"],
])("%s is in %s", (date, week) => expect(weekOf(date)).toBe(week));

test("weeks are seven days from Monday, follow one another without a gap, and are numbered from 1 in the year of most of their days", () =>
  fc.assert(
    fc.property(fc.date({ min: new Date("1000-01-06"), max: new Date("9998-12-20"), noInvalidDate: true }), (at) => {
      const date = at.toISOString().slice(0, 10);
      const week = weekOf(date);
      const { monday, sunday } = daysOfWeek(week);
      expect(week).toMatch(/^\d{4}-W(0[1-9]|[1-4]\d|5[0-3])$/);
      expect(new Date(monday).getUTCDay()).toBe(1);
      expect([monday <= date, date <= sunday]).toEqual([true, true]);
      expect([weekOf(monday), weekOf(sunday)]).toEqual([week, week]);
      const thursday = days(monday, 3);
      expect(week.slice(0, 4)).toBe(thursday.slice(0, 4));
      const ordinal = (Date.parse(thursday) - Date.parse(`${thursday.slice(0, 4)}-01-01`)) / 86_400_000;
      expect(Number(week.slice(6))).toBe(1 + Math.floor(ordinal / 7));
      const next = weekOf(days(sunday, 1));
      expect(next > week).toBe(true);
      expect(daysOfWeek(next).monday).toBe(days(monday, 7));
    }),
  ));
const days = (date: string, more: number): string =>
  new Date(Date.parse(date) + more * 86_400_000).toISOString().slice(0, 10);
