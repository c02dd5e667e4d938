import { unitAround } from "./periods.ts";
import type { Dimension } from "./report-question.ts";
import type { ReportItem } from "./report-view.ts";
import type { Sum, SummedCell } from "./rollup.ts";

/** What a line of a report is known by. */
export type Labels = Omit<ReportItem, "currency" | "sale" | "cancellation" | "shipping" | "buyersAtLeast">;

/** Where a figure lies that counts in no line: its market, and as much of its time as is known. */
export const placeOf = ({ market, period }: Sum, { level }: SummedCell): Labels => ({
  market,
  level,
  ...(period === "" ? {} : { period }),
});

/**
 * How the cells of a sum are labelled in a report by these dimensions: by their own values where they have them, else
 * also by their level. In time a cell has the day, week or month in which its whole period lies, so a day stands in its
 * week and in its month, and a week at the turn of a month in no month.
 */
export function labelsIn({ market, span, period }: Sum, by: readonly Dimension[]): (cell: SummedCell) => Labels {
  const times = {
    date: unitAround(period, "date"),
    hour: span === "hour" ? period : undefined,
    week: unitAround(period, "week"),
    month: unitAround(period, "month"),
  };
  const units = (["date", "hour", "week", "month"] as const).filter((unit) => by.includes(unit));
  const isCoarseInTime = units.some((unit) => times[unit] === undefined);
  const own: Labels = {
    ...(by.includes("market") ? { market } : {}),
    ...Object.fromEntries(units.flatMap((unit) => (times[unit] === undefined ? [] : [[unit, times[unit]]]))),
  };
  return ({ level, channel, category }) => {
    const isCoarse =
      isCoarseInTime ||
      (by.includes("channel") && (level === "channel-other" || channel === undefined)) ||
      (by.includes("category") && (level === "channel-other" || level === "category-other" || category === undefined));
    return {
      ...own,
      ...(by.includes("channel") && channel !== undefined ? { channel } : {}),
      ...(by.includes("category") && category !== undefined ? { category } : {}),
      ...(isCoarse ? { level } : {}),
      ...(isCoarseInTime && period !== "" ? { period } : {}),
    };
  };
}
