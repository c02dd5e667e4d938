import * as z from "zod";
import { address, taxId } from "./schema/address.ts";
import { autonomy, fees, payout, reporting } from "./schema/commerce.ts";
import { inconsistencies } from "./schema/consistency.ts";
import { privacy, returns } from "./schema/deadlines.ts";
import { duty } from "./schema/duty.ts";
import { country, timeZone } from "./schema/figures.ts";
import { fulfillment, holidays } from "./schema/fulfillment.ts";
import { orderLimits, payments } from "./schema/payments.ts";
import { tax } from "./schema/tax.ts";
import { undecidedIn } from "./undecided.ts";
import { categories, channels } from "./vocabulary.ts";

/**
 * Everything that one market does its own way. Only the type is for functions: this module carries the full checker and
 * belongs to synth, the command line and tests.
 */
const marketSchema = z.strictObject({
  /** Two to eight lower-case letters; part of names, addresses and event sources. */
  code: z
    .string()
    .regex(/^[a-z]{2,8}$/)
    .refine((code) => code !== "central", "is taken by the centre"),
  name: z.string().min(1),
  /** The AWS region where all of it lives. */
  region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/),
  /** Countries that buyers may be in. */
  countries: z.array(country).min(1),
  /** BCP 47. */
  locale: z.string().regex(/^[a-z]{2}-[A-Z]{2}$/),
  /** ISO 4217 code and decimal places. */
  currency: z.strictObject({ code: z.string().regex(/^[A-Z]{3}$/), exponent: z.int().min(0).max(4) }),
  /** All zones of the market, and the one in which its days and hours are reported. */
  time: z.strictObject({ zones: z.array(timeZone).min(1), reporting: timeZone }),
  holidays,
  address,
  taxIds: z.array(taxId),
  /** Calling code of the country, without plus. */
  phonePrefix: z.string().regex(/^\d{1,3}$/),
  categories: z.array(z.enum(categories)).min(1),
  channels: z.array(z.enum(channels)).min(1),
  orders: orderLimits,
  payments,
  fulfillment,
  tax,
  duty,
  fees,
  payout,
  returns,
  privacy,
  reporting,
  autonomy,
});

/** A market's definition. A plain value: no part of it is computed when it is used. */
export type Market = Unchanging<z.infer<typeof marketSchema>>;

/**
 * What is wrong with a definition, each line naming the place and the rule: `fulfillment.defaultZone: is no zone`.
 * @returns nothing when the definition can be deployed
 */
export function problemsOf(definition: unknown): readonly string[] {
  const open = undecidedIn(definition);
  if (open.length > 0) return open.map((place) => `${place}: is copied, and still has to be decided`);
  const result = marketSchema.safeParse(definition);
  if (!result.success) return result.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  return inconsistencies(result.data);
}

type Unchanging<T> = T extends string | number | boolean | null | undefined | RegExp
  ? T
  : { readonly [Key in keyof T]: Unchanging<T[Key]> };
