import * as z from "zod/mini";

const text = z.string();
const word = z.string().check(z.minLength(1));

const sourceLine = z.object({
  sku: word,
  title: z.optional(text),
  category: z.optional(text),
  quantity: z.int(),
  unitPrice: text,
  sellerId: z.optional(word),
});

/** One line of an order file, as far as a replay reads it; other fields are passed over. Money is decimal text. */
export const sourceOrder = z.object({
  orderId: word,
  placedAt: word,
  sellerId: z.optional(word),
  sellerName: z.optional(text),
  buyerId: z.optional(word),
  buyerCountry: text,
  buyerRegion: z.optional(word),
  postcode: z.optional(word),
  postcodePrefix: z.optional(word),
  currency: word,
  lines: z.array(sourceLine),
  freight: z.optional(text),
  paymentMethod: z.optional(text),
  payments: z.optional(z.array(z.object({ method: text, installments: z.optional(z.int()), amount: text }))),
  status: z.optional(text),
  deliveredAt: z.optional(text),
});

export type SourceOrder = z.output<typeof sourceOrder>;
export type SourceLine = SourceOrder["lines"][number];
