/** Days and hours as markets date their figures: on the clocks of the market's own reporting zone. */

import { daysOfWeek } from "#kernel/calendar-week";

const utc = (date: string): number => Date.parse(`${date}T00:00:00Z`);
const dateOf = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 10);

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
  if (period.length === 7) {
    const [year = 0, month = 0] = period.split("-").map(Number);
    return { from: `${period}-01`, to: dateOf(Date.UTC(year, month, 0)) };
  }
  return { from: period, to: period };
}

export const isWithin = (period: string, { first, last }: Hours): boolean => {
  const hours = hoursOf(period);
  return hours.first >= first && hours.last <= last;
};
export const overlaps = (period: string, { first, last }: Hours): boolean => {
  const hours = hoursOf(period);
  return hours.last >= first && hours.first <= last;
};

/** Whether a text names a day that exists, or an hour of one. Years begin at 1000: periods compare as text. */
export function isDateOrHour(text: string): boolean {
  if (!/^[1-9]\d{3}-(0[1-9]|1[0-2])-\d{2}(T([01]\d|2[0-3]))?$/.test(text)) return false;
  const date = text.slice(0, 10);
  const milliseconds = utc(date);
  return !Number.isNaN(milliseconds) && dateOf(milliseconds) === date;
}
