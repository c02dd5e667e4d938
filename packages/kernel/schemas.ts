import * as z from "zod/mini";
import type { Id, IdKind } from "./ids.ts";
import type { Minor } from "./money.ts";
import { type Instant, parseInstant } from "./time.ts";

/** An id of one kind, at the door and in contracts: its prefix and 26 characters of base 32. */
const idSchema = <const Kind extends IdKind>(kind: Kind) =>
  z
    .string()
    .check(
      z.regex(new RegExp(`^${kind}_[0-7][0-9a-hjkmnp-tv-z]{25}$`), `must be an id that begins with ${kind}_`),
    ) as unknown as z.ZodMiniType<Id<Kind>, string>;

export const orderId = idSchema("ord");
export const shipmentId = idSchema("shp");
export const paymentId = idSchema("pay");

/** A line within its order: `l1`, `l2`, … as they were ordered. */
export const lineId = z.string().check(z.regex(/^l[1-9]\d{0,5}$/, "must be a line's id, such as l1"));

/** A moment as events and views carry it: UTC with milliseconds. */
export const instant = z
  .string()
  .check(z.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/)) as unknown as z.ZodMiniType<Instant, string>;

/** A moment as a client sends it: RFC 3339 with any offset. */
export const moment = z.pipe(
  z.string().check(
    z.maxLength(40),
    z.refine((text) => parseInstant(text) !== undefined, "must be an RFC 3339 time with an offset"),
  ),
  z.transform((text): Instant => parseInstant(text) as Instant),
);

/** Money as events carry it: integer minor units of the market's currency, never negative. */
export const amount = z.int().check(z.gte(0)) as unknown as z.ZodMiniType<Minor, number>;

/** Money as it crosses the door: an exact decimal string and an ISO 4217 code. Whether the amount fits the currency is
 *  for `parseAmount` to say. */
export const money = z.strictObject({
  amount: z.string().check(z.maxLength(20), z.regex(/^-?\d{1,15}(\.\d+)?$/, "must be a decimal such as 19.99")),
  currency: z.string().check(z.regex(/^[A-Z]{3}$/, "must be an ISO 4217 code")),
});
