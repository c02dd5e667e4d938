const day = 86_400_000;
const midnight = (date: string): number => Date.parse(`${date}T00:00:00Z`);
const dateOf = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 10);
/** The Monday of the week in which a day lies. */
const mondayBy = (milliseconds: number): number => milliseconds - ((new Date(milliseconds).getUTCDay() + 6) % 7) * day;
/** The Monday of a year's first week, which is the week with 4 January in it. */
const firstMonday = (year: number): number => mondayBy(midnight(`${String(year).padStart(4, "0")}-01-04`));

/**
 * The calendar week of a date, by ISO 8601: weeks begin on Monday and belong to the year of their Thursday. Markets date
 * their figures by it and the centre reads them by it, so it is written once.
 * @param date `2017-12-01`, of the years 1000 to 9998: a week of another year could be written with other digits
 * @returns `2017-W48`
 */
export function weekOf(date: string): string {
  const thursday = mondayBy(midnight(date)) + 3 * day;
  const year = new Date(thursday).getUTCFullYear();
  const week = 1 + Math.round((mondayBy(thursday) - firstMonday(year)) / (7 * day));
  return `${year}-W${String(week).padStart(2, "0")}`;
}

/**
 * The first and the last day of a calendar week, both included.
 * @param week `2017-W48` @returns `2017-11-27` and `2017-12-03`
 */
export function daysOfWeek(week: string): { readonly monday: string; readonly sunday: string } {
  const monday = firstMonday(Number(week.slice(0, 4))) + (Number(week.slice(6)) - 1) * 7 * day;
  return { monday: dateOf(monday), sunday: dateOf(monday + 6 * day) };
}
