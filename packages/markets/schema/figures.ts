import * as z from "zod";
import type { Minor } from "#kernel/money";

/** Minor units of the market's currency, unless a field names another. Zero or more. */
export const amount = z.custom<Minor>(
  (value) => Number.isSafeInteger(value) && (value as number) >= 0,
  "must be a whole number of minor units, zero or more",
);

/** Per cent as an exact decimal string, `"6.875"`: a float would not hold every rate. */
export const percent = z.string().regex(/^\d{1,3}(\.\d{1,4})?$/, "must be per cent as a decimal string");

/** How many of something, at least one. */
export const count = z.int().min(1);
/** A span in seconds, at least one. */
export const seconds = z.int().min(1);
/** A span in days; none is a span too. Of the calendar, unless a field says that they are working days. */
export const days = z.int().min(0);

/** A span to count from an event; the day of the event itself is day zero. */
export const span = z.strictObject({
  unit: z.enum(["calendar-day", "working-day", "calendar-month"]),
  count: days,
  /** What happens when the last day is none to work on. */
  roll: z.enum(["none", "next-working-day"]),
});

/** ISO 3166-1 alpha-2. */
export const country = z.string().regex(/^[A-Z]{2}$/);
/** An id of our own that stands in addresses and keys. */
export const slug = z.string().regex(/^[a-z][a-z0-9-]*$/, "must be lower case, digits and hyphens");
/** An IANA time zone this runtime knows. */
export const timeZone = z.string().refine(isTimeZone, "is no IANA time zone");
/** Case as written, without memory of earlier matches. */
export const withoutFlags = z.instanceof(RegExp).refine(({ flags }) => flags === "", "must carry no flags");
/** Matches the whole text. */
export const pattern = withoutFlags.refine(
  ({ source }) => source.startsWith("^") && source.endsWith("$"),
  "must match the whole text: ^…$",
);

/** Degrees, north and east positive. */
export const latitude = z.number().min(-90).max(90);
export const longitude = z.number().min(-180).max(180);

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false; // the runtime answers an unknown zone with a RangeError
  }
}
