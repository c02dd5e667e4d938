import * as z from "zod/mini";
import { isDateOrHour } from "./periods.ts";
import { reportingCurrency } from "./rates.ts";

/** What a report can be split by. `date` and `hour` are those of the market's own reporting zone. */
export const dimensions = ["market", "date", "hour", "channel", "category"] as const;
export type Dimension = (typeof dimensions)[number];

const isDimension = (text: string): text is Dimension => (dimensions as readonly string[]).includes(text);
const words = (text: string): string[] => text.split(",").filter((word) => word !== "");

const dateOrHour = z
  .string()
  .check(z.maxLength(20), z.refine(isDateOrHour, "must be a date or an hour, such as 2017-12-01 or 2017-12-01T14"));

/** `?from=&to=&by=&currency=`: both ends are included, a date with all of its hours. */
export const reportQuery = z.strictObject({
  from: z.optional(dateOrHour),
  to: z.optional(dateOrHour),
  by: z._default(
    z.pipe(
      z.string().check(
        z.maxLength(100),
        z.refine((text) => words(text).every(isDimension), `must be some of ${dimensions.join(", ")}, commas between`),
      ),
      z.transform((text): readonly Dimension[] => dimensions.filter((name) => words(text).includes(name))),
    ),
    [],
  ),
  currency: z.optional(
    z.string().check(z.refine((code) => code === reportingCurrency, `must be ${reportingCurrency}, or be left out`)),
  ),
});
export type ReportQuestion = {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly by: readonly Dimension[];
  /** Figures are in their markets' currencies where none is named. */
  readonly currency?: string | undefined;
};
