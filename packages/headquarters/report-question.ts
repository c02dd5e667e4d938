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
export const reportQuery = z.object({
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

const count = z.int();
const amount = z.string();
const goods = z.object({ orders: count, units: count, goods: amount });

/** One line of a report. `level` and `period` stand where a figure is too coarse for what was asked: then it is known for
 *  that period and those catch-alls only. */
const reportItem = z.object({
  market: z.optional(z.string()),
  date: z.optional(z.string()),
  hour: z.optional(z.string()),
  channel: z.optional(z.string()),
  category: z.optional(z.string()),
  level: z.optional(z.string()),
  period: z.optional(z.string()),
  currency: z.string(),
  sale: goods,
  cancellation: goods,
  shipping: amount,
  buyersAtLeast: count,
});
export type ReportItem = z.output<typeof reportItem>;

export const reportView = z.object({
  items: z.array(reportItem),
  partly: z.array(reportItem),
  rates: z.array(
    z.object({ from: z.string(), to: z.string(), rate: z.string(), date: z.string(), source: z.string() }),
  ),
  lag: z.record(z.string(), z.nullable(z.number())),
});
