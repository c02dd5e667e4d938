/** Days and hours as markets date their figures: on the clocks of the market's own reporting zone. */

import { daysOfWeek, weekOf } from "#kernel/calendar-week";

const day = 86_400_000;
const utc = (date: string): number => Date.parse(`${date}T00:00:00Z`);
const dateOf = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 10);
const lastOfMonth = (month: string): string => {
  const [year = 0, number = 0] = month.split("-").map(Number);
  return `${month}-${new Date(Date.UTC(year, number, 0)).getUTCDate()}`;
};

/** From the first to the last hour, both included: `2017-12-01T00` to `2017-12-31T23`. They compare as text. */
export type Hours = { readonly first: string; readonly last: string };

/** The hours of an hour, a date, an ISO week or a month: `2017-12-01T14`, `2017-12-01`, `2017-W48`, `2017-12`. */
export function hoursOf(period: string): Hours {
  if (period.includes("T")) return { first: period, last: period };
  const { from, to } = datesOf(period);
  return { first: `${from}T00`, last: `${to}T23` };
}

function datesOf(period: string): { from: string; to: string } {
  if (period.includes("W")) {
    const { monday, sunday } = daysOfWeek(period);
    return { from: monday, to: sunday };
  }
  if (period.length === 7) return { from: `${period}-01`, to: lastOfMonth(period) };
  const date = period.slice(0, 10);
  return { from: date, to: date };
}

/** The days in which an hour, a date, an ISO week or a month lies, in their order; none for what is not dated. */
export function daysOf(period: string): readonly string[] {
  if (period === "") return [];
  const { from, to } = datesOf(period);
  const [first, last] = [utc(from), utc(to)];
  // a market may date its figures by no day that exists; that is its own affair, and no other's report fails of it
  if (!(first <= last)) return [from];
  return Array.from({ length: Math.round((last - first) / day) + 1 }, (_, index) => dateOf(first + index * day));
}

/** The units by which figures may be split in time, beside the hour. */
export type Unit = "date" | "week" | "month";

/** The day, week or month in which a period lies as a whole. @param period empty for what is not dated
 *  @returns `undefined` where it lies in none or in more than one */
export function unitAround(period: string, unit: Unit): string | undefined {
  if (period === "") return undefined;
  const { from, to } = datesOf(period);
  if (![from, to].every(isDateOrHour)) return undefined;
  const name = { date: (date: string) => date, week: weekOf, month: (date: string) => date.slice(0, 7) }[unit];
  return name(from) === name(to) ? name(from) : undefined;
}

/** Whether all of a period lies in these hours. */
export const isWithin = (period: string, { first, last }: Hours): boolean => {
  const hours = hoursOf(period);
  return hours.first >= first && hours.last <= last;
};
/** Whether any of a period lies in these hours. */
export const overlaps = (period: string, { first, last }: Hours): boolean => {
  const hours = hoursOf(period);
  return hours.last >= first && hours.first <= last;
};

/** Whether a text names a day that exists, or an hour of one, as ISO 8601 writes them. Years begin at 1000: periods compare as text. */
export function isDateOrHour(text: string): boolean {
  if (!/^[1-9]\d{3}-(0[1-9]|1[0-2])-\d{2}(T([01]\d|2[0-3]))?$/.test(text)) return false;
  const date = text.slice(0, 10);
  const milliseconds = utc(date);
  return !Number.isNaN(milliseconds) && dateOf(milliseconds) === date;
}
