import * as z from "zod/mini";
import { documented } from "#kernel/documented";
import { isDateOrHour } from "./periods.ts";
import { currenciesWithRates } from "./rates.ts";

/** What a report can be split by. Times are those of the market's own reporting zone, weeks those of ISO 8601. */
export const dimensions = ["market", "date", "hour", "week", "month", "channel", "category"] as const;
/** One of them. */
export type Dimension = (typeof dimensions)[number];

const isDimension = (text: string): text is Dimension => (dimensions as readonly string[]).includes(text);
const words = (text: string): string[] => text.split(",").filter((word) => word !== "");
/** Some of a few words, with commas between, as documents say it. */
const listOf = (word: string): string => `^(?:${word})(?:,(?:${word}))*$`;

const dateOrHour = documented(
  z
    .string()
    .check(z.maxLength(20), z.refine(isDateOrHour, "must be a date or an hour, such as 2017-12-01 or 2017-12-01T14")),
  () => ({
    type: "string",
    pattern: "^\\d{4}-\\d{2}-\\d{2}(T\\d{2})?$",
    description: "A date or an hour of each market's own reporting zone, included: 2017-12-01 or 2017-12-01T14.",
  }),
);

/** `?from=&to=&by=&market=&currency=`: both ends are included, a date with all of its hours. */
export const reportQuery = z.strictObject({
  from: z.optional(dateOrHour),
  to: z.optional(dateOrHour),
  by: documented(
    z._default(
      z.pipe(
        z.string().check(
          z.maxLength(100),
          z.refine(
            (text) => words(text).every(isDimension),
            `must be some of ${dimensions.join(", ")}, commas between`,
          ),
        ),
        z.transform((text): readonly Dimension[] => dimensions.filter((name) => words(text).includes(name))),
      ),
      [],
    ),
    () => ({ type: "string", pattern: listOf(dimensions.join("|")), description: "What lines are split by." }),
  ),
  market: documented(
    z.optional(
      z.pipe(
        z
          .string()
          .check(
            z.maxLength(500),
            z.regex(new RegExp(listOf("[a-z]{2,8}")), "must be codes of markets, commas between, such as us,uk"),
          ),
        z.transform((text): readonly string[] => [...new Set(words(text))]),
      ),
    ),
    () => ({ type: "string", pattern: listOf("[a-z]{2,8}"), description: "Of these markets alone; else of all." }),
  ),
  currency: documented(
    z.optional(
      z
        .string()
        .check(
          z.refine(
            (code) => currenciesWithRates.includes(code),
            `must be one that has rates, which are ${currenciesWithRates.join(", ")}, or be left out`,
          ),
        ),
    ),
    () => ({
      type: "string",
      enum: currenciesWithRates,
      description: "Amounts are exchanged into it; else they stay in their markets' currencies, apart.",
    }),
  ),
});
/** What is asked for, as `reportQuery` reads it. */
export type ReportQuestion = {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly by: readonly Dimension[];
  /** All markets where none is named. */
  readonly market?: readonly string[] | undefined;
  /** Figures are in their markets' currencies where none is named. */
  readonly currency?: string | undefined;
};
