import * as z from "zod";
import { amount, country, percent } from "./figures.ts";
import { dated } from "./provenance.ts";

const countries = z.array(country).min(1);

/** Rules of cross-border duty. Several may hold on one day; amounts are of the market's currency unless a rule names one. */
const rule = z.discriminatedUnion("duty", [
  /** duty = percent × value − deduction, in the tier whose `upTo` first reaches the value; beyond the last: refused. */
  dated({
    duty: z.literal("tiered-simplified"),
    /** Whether the marketplace takes part in the programme that lowers the rates. */
    programme: z.enum(["remessa-conforme", "none"]),
    /** Currency of `upTo` and `less`, in its minor units. Value = goods + freight + insurance. */
    currency: z.string().length(3),
    tiers: z.array(z.strictObject({ upTo: amount, percent, less: amount })).min(1),
  }),
  /** Rates by origin, added to the tariff's own rate and never compounded. */
  dated({
    duty: z.literal("added-by-origin"),
    /** What the law calls the rate. */
    name: z.string(),
    groups: z.array(
      z.strictObject({
        percent,
        /** `all` covers every origin. */
        origins: z.union([z.literal("all"), countries]),
        /** Whether `percent` is a ceiling for tariff rate and this rate together. */
        ceiling: z.boolean(),
      }),
    ),
    /** `refuse`: an origin that is not listed has an unknown rate and must not be guessed. */
    unlisted: z.enum(["refuse", "none"]),
  }),
  /** Value above which the simplified entry is not allowed. */
  dated({ duty: z.literal("formal-entry-above"), value: amount }),
  /** Since when small parcels enjoy no relief. */
  dated({ duty: z.literal("no-de-minimis"), origins: z.union([z.literal("all"), countries]) }),
  /** Up to `value` (net of tax) nothing; above, on goods and freight, and value-added tax on both and the duty. */
  dated({ duty: z.literal("none-up-to"), value: amount, base: z.literal("goods-and-freight") }),
]);

/** Duty on goods that cross a border. Not read yet: for quotes at checkout, and for customs. */
export const duty = z.strictObject({ rules: z.array(rule).min(1) });
