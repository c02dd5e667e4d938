import * as z from "zod";
import { amount, percent } from "./figures.ts";
import { dated, sourced } from "./provenance.ts";

/** `CA7.25 TX6.25 …`: a zone and its per cent, exact. Text, because functions carry it. */
const percentByZone = z.string().regex(/^\s*[A-Z]+\d+(\.\d+)?(\s+[A-Z]+\d+(\.\d+)?)*\s*$/);

/** Rates and liability rules, by kind of tax. A market may have several at one time. */
const rule = z.discriminatedUnion("tax", [
  /** Added at checkout, by the buyer's state; local rates exist on top and are not listed. */
  dated({ tax: z.literal("sales-tax-by-zone"), percentByZone, collectedBy: z.literal("marketplace") }),
  /** Contained in the price shown. */
  dated({ tax: z.literal("value-added"), standard: percent, reduced: percent, zero: percent }),
  /** Who accounts for value-added tax, by where the goods and the seller are; each row is a case, in which `any` asks nothing. */
  dated({
    tax: z.literal("value-added-liability"),
    /** Greatest intrinsic value of a consignment, net of tax, up to which tax is charged at checkout. */
    consignmentLimit: amount,
    rows: z.array(
      z.strictObject({
        /** `far-outside`: outside the country and outside the customs union next to it. */
        goodsAtSale: z.enum(["inside", "outside", "far-outside"]),
        destination: z.enum(["great-britain", "northern-ireland", "any"]),
        seller: z.enum(["inside", "outside", "any"]),
        consignment: z.enum(["up-to-limit", "above-limit", "any"]),
        accountable: z.enum(["marketplace", "marketplace-at-checkout", "marketplace-import", "seller", "border"]),
      }),
    ),
  }),
  /** Contained in the price; the receipt's line is for information and nothing is added. */
  dated({ tax: z.literal("included-in-price"), names: z.array(z.string()).min(1) }),
  /** On imports, as a share of the total including itself, by the buyer's zone. */
  dated({ tax: z.literal("import-inclusive-by-zone"), percentByZone, elsewhere: percent }),
]);

/** How sales are taxed. Only `strategy` is read yet; the rest is for quotes at checkout. */
export const tax = z.strictObject({
  /** What checkout does; `rules` wait for the strategy that applies them. */
  strategy: z.enum(["final-price"]),
  /** Whether the prices that buyers are shown contain tax. */
  display: sourced({ prices: z.enum(["tax-exclusive", "tax-inclusive"]) }),
  /** How a fraction of the minor unit of tax is rounded. */
  rounding: sourced({ mode: z.enum(["half-up", "half-up-never-only-down"]) }),
  rules: z.array(rule),
});
