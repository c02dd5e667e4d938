import * as z from "zod/mini";
import { sellerId } from "#kernel/codes";
import { amount } from "#kernel/schemas";

/** Where a tax or a duty is owed, as ISO 3166 has it: `GB`, `US-CA`. */
const jurisdiction = z.string().check(z.regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/, "must be an ISO 3166 code"));

/**
 * What belongs to one seller of what an event tells: of an order, of a shipment, of a cancellation. Amounts are in the
 * minor unit of the event's currency. `amount` is what the buyer owes, or no longer owes, by it: goods − both discounts −
 * taxRemoved + shipping + the taxes that are not included + duties.
 */
export const share = z.strictObject({
  sellerId,
  /** Σ quantity × unit price. */
  goods: amount,
  /** What comes off the goods, by who bears it. */
  discount: z.strictObject({ platform: amount, seller: amount }),
  shipping: amount,
  /** What the seller pays the marketplace, by the kind of fee; `vat` is contained in `amount`. */
  fees: z.array(z.strictObject({ fee: z.string(), amount, vat: amount })),
  /** Tax that the prices contained and that is not charged. */
  taxRemoved: amount,
  taxes: z.array(
    z.strictObject({
      jurisdiction,
      kind: z.enum(["sales-tax", "vat", "import-vat", "icms"]),
      amount,
      /** Whether the prices contain it. */
      included: z.boolean(),
      /** Who owes it to the authority. */
      accountable: z.enum(["marketplace", "seller", "marketplace-at-checkout", "marketplace-import", "border"]),
    }),
  ),
  duties: z.array(z.strictObject({ jurisdiction, amount })),
  amount,
});
export type Share = z.output<typeof share>;
