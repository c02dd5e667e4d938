import * as z from "zod/mini";
import { documented } from "./documented.ts";
import type { Minor } from "./money.ts";
import { type Instant, parseInstant } from "./time.ts";

const dateTime = (generated: object) => ({ ...generated, format: "date-time" });

/** A moment as events and views carry it: UTC with milliseconds. */
export const instant = documented(
  z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/)),
  dateTime,
) as unknown as z.ZodMiniType<Instant, string>;

/** A moment as a client sends it: RFC 3339 with any offset. */
export const moment = z.pipe(
  documented(
    z.string().check(
      z.maxLength(40),
      z.refine((text) => parseInstant(text) !== undefined, "must be an RFC 3339 time with an offset"),
    ),
    dateTime,
  ),
  z.transform((text): Instant => parseInstant(text) as Instant),
);

/** Money as events carry it: integer minor units of the market's currency, never negative. */
export const amount = z.int().check(z.gte(0)) as unknown as z.ZodMiniType<Minor, number>;

/** An ISO 4217 currency's code. */
export const currency = z.string().check(z.regex(/^[A-Z]{3}$/, "must be an ISO 4217 code"));

/** Money as it crosses the door: an exact decimal string and an ISO 4217 code. Whether the amount fits the currency is
 *  for `parseAmount` to say. */
export const money = z.strictObject({
  amount: z.string().check(z.maxLength(40), z.regex(/^-?\d{1,15}(\.\d+)?$/, "must be a decimal such as 19.99")),
  currency,
});
