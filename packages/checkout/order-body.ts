import * as z from "zod/mini";
import { sellerId, sku } from "#kernel/codes";
import { documented } from "#kernel/documented";
import { moment, money } from "#kernel/schemas";
import { word } from "#kernel/text";
import { country } from "#markets/countries";
import { orderCeilings } from "#markets/order-ceilings";
import { channels, paymentMethods } from "#markets/vocabulary";
import { externalId } from "#ordering/contracts/ids";

/** An address or a note in as many lines as it has: bounded, and sound Unicode, so that every store and every reader can
 *  keep it. */
const paragraph = z.string().check(
  z.minLength(1),
  z.maxLength(500),
  z.refine((value) => value.isWellFormed(), "must be well-formed Unicode"),
);

const buyer = z.strictObject({
  id: z.optional(word(128)),
  country,
  region: z.optional(word(64)),
  postcode: z.optional(word(32)),
  postcodePrefix: z.optional(word(32)),
  name: z.optional(word(200)),
  address: z.optional(paragraph),
  email: z.optional(word(254).check(z.regex(/^[^\s@]+@[^\s@]+$/, "must be an e-mail address"))),
  phone: z.optional(word(40)),
  taxId: z.optional(word(40)),
});

const line = z.strictObject({
  sellerId,
  sku,
  quantity: documented(z.int().check(z.gte(1), z.lte(orderCeilings.quantity)), (generated) => ({
    ...generated,
    description:
      'A number. Text such as "1" is refused by the field\'s name: what a file meant is for whoever reads it to say.',
  })),
  /** The agreed price of one unit, instead of the listed one. */
  unitPrice: z.optional(money),
  /** What comes off all of its units together. */
  discount: z.optional(money),
});

/** What `POST /orders` takes. What a market allows of it is decided later: this is the same in every market. */
export const orderBody = z.strictObject({
  externalId: z.optional(externalId),
  placedAt: z.optional(moment),
  channel: z.optional(z.enum(channels)),
  buyer,
  lines: z.array(line).check(
    z.minLength(1),
    z.maxLength(orderCeilings.lines),
    z.refine(
      (lines) => new Set(lines.map((one) => one.sellerId)).size <= orderCeilings.sellers,
      `must be of at most ${orderCeilings.sellers} sellers`,
    ),
  ),
  shipping: z.optional(money),
  /** What comes off the whole order, beyond what its lines say. */
  discount: z.optional(money),
  /** What the buyer wants to be said: to who packs it, or to whom it is a gift for. */
  note: z.optional(paragraph),
  payment: z.strictObject({
    method: z.enum(paymentMethods),
    installments: z.optional(z.int().check(z.gte(1), z.lte(99))),
    token: z.optional(z.string().check(z.regex(/^[A-Za-z0-9_-]{1,128}$/, "must be a payment token"))),
  }),
});
export type OrderBody = z.output<typeof orderBody>;
