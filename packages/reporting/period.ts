import { daysOfWeek } from "#kernel/calendar-week";

const second = 1_000;
const day = 86_400_000;
const utc = (label: string): number => Date.parse(`${label}Z`);
const midnight = (date: string): number => utc(`${date}T00:00:00`);
const labelOf = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 19);

/** The slot of a moment: the whole hour, or the part of it that a shortened window makes.
 *  @param time `14:03:59` @param windowSeconds a divisor of 3,600 @returns `2017-12-01T14` or `2017-12-01T14:03:50` */
export function slotOf(
  { date, time }: { readonly date: string; readonly time: string },
  windowSeconds: number,
): string {
  if (windowSeconds === 3_600) return `${date}T${time.slice(0, 2)}`;
  const length = windowSeconds * second;
  return labelOf(Math.floor(utc(`${date}T${time}`) / length) * length);
}

/** @param slot `2017-12-01T14`, or longer @returns `2017-12-01T14` */
export const hourOf = (slot: string): string => slot.slice(0, 13);

/** @param dated anything that begins with a month @returns `2017-12` */
export const monthOf = (dated: string): string => dated.slice(0, 7);

/** The months that share a day with a week: one or two. @param week `2018-W05` @returns `2018-01` and `2018-02` */
export function monthsOfWeek(week: string): readonly string[] {
  const { monday, sunday } = daysOfWeek(week);
  return [...new Set([monthOf(monday), monthOf(sunday)])];
}

/**
 * What clocks show when a slot or a period has just ended: `2017-12-01T15:00:00`.
 * @param period a slot, a day, a week or a month @param windowSeconds the length of slots that are no whole hour
 */
export function endOf(period: string, windowSeconds: number): string {
  if (period.includes("W")) return labelOf(midnight(daysOfWeek(period).sunday) + day);
  switch (period.length) {
    case 7:
      return labelOf(Date.UTC(Number(period.slice(0, 4)), Number(period.slice(5)), 1));
    case 10:
      return labelOf(midnight(period) + day);
    case 13:
      return labelOf(utc(`${period}:00:00`) + 3_600 * second);
    default:
      return labelOf(utc(period) + windowSeconds * second);
  }
}
