import * as z from "zod/mini";
import { tidy } from "#kernel/text";
import { plainDecimal, wholeNumber } from "./decimal.ts";
import { isObject } from "./parse-json.ts";

const saying = (wrong: string) => ({
  error: ({ input }: { readonly input?: unknown }): string => (input === undefined ? "is missing" : wrong),
});

/** Text for people to read. */
const text = z.string(saying("is no text"));
/** A word that names something: an id, a code, a time. */
const word = text.check(z.refine((value) => !/\p{Cc}/u.test(value), "holds control characters"));
/** A number of any form, as plain decimal text. What it is worth in a currency is asked later. */
const decimal = z.pipe(
  text.check(z.refine((value) => plainDecimal(value) !== undefined, "is no decimal such as 19.99")),
  z.transform((value) => plainDecimal(value) ?? value),
);
const count = z.pipe(
  text.check(z.refine((value) => wholeNumber(value) !== undefined, "is no whole number")),
  z.transform((value) => wholeNumber(value) ?? 0),
);

/** What a line costs: each of its units, or all of them together. */
const price = { quantity: count, unitPrice: z.optional(decimal), amount: z.optional(decimal) };
const isPriced = z.refine<{ readonly unitPrice?: string | undefined; readonly amount?: string | undefined }>(
  ({ unitPrice, amount }) => unitPrice !== undefined || amount !== undefined,
  { path: ["unitPrice"], message: "is missing" },
);
const sourceLine = z
  .object(
    {
      sku: word,
      title: z.optional(text),
      category: z.optional(text),
      ...price,
      sellerId: z.optional(word),
      discount: z.optional(decimal),
    },
    saying("is no object"),
  )
  .check(isPriced);
const pricedLine = z.object(price).check(isPriced);
const payment = z.object(
  { method: text, installments: z.optional(count), amount: z.optional(text) },
  saying("is no object"),
);

/** One order of a file, as far as a replay reads it; other fields are passed over. Money is plain decimal text. */
const sourceOrder = z.object({
  orderId: word,
  placedAt: word,
  sellerId: z.optional(word),
  sellerName: z.optional(text),
  buyerId: z.optional(word),
  buyerCountry: z._default(word, ""),
  buyerRegion: z.optional(word),
  postcode: z.optional(word),
  postcodePrefix: z.optional(word),
  currency: z.pipe(
    word,
    z.transform((code) => code.toUpperCase()),
  ),
  lines: z.array(sourceLine, saying("is no list")),
  freight: z.optional(decimal),
  discount: z.optional(decimal),
  tax: z.optional(decimal),
  refunded: z.optional(decimal),
  note: z.optional(text),
  paymentMethod: z.optional(text),
  payments: z.optional(z.array(payment, saying("is no list"))),
  status: z.optional(word),
  deliveredAt: z.optional(word),
});

export type SourceOrder = z.output<typeof sourceOrder>;
export type SourceLine = SourceOrder["lines"][number];

/** Why a field cannot be read. */
export type FieldTrouble = { readonly field: string; readonly wrong: string };

/** A record of a source, read; or the first field that cannot be, and what can be read of it all the same. */
export type ReadSource =
  | { readonly outcome: "read"; readonly order: SourceOrder }
  | {
      readonly outcome: "unreadable";
      readonly trouble: FieldTrouble;
      readonly orderId: string | undefined;
      readonly lines: readonly z.output<typeof pricedLine>[];
    };

/** Reads what has one meaning only: numbers may be text and text numbers, `null` and nothing but space are no value. */
export function readSource(value: unknown): ReadSource {
  const source = meant(value);
  if (!isObject(source))
    return {
      outcome: "unreadable",
      trouble: { field: "", wrong: value === undefined ? "is no JSON" : "is no JSON object" },
      orderId: undefined,
      lines: [],
    };
  const { data: order, error } = z.safeParse(sourceOrder, source);
  if (order) return { outcome: "read", order };
  const [issue] = error.issues;
  const lines = Array.isArray(source.lines) ? source.lines : [];
  return {
    outcome: "unreadable",
    trouble: { field: (issue?.path ?? []).map((part) => `/${String(part)}`).join(""), wrong: issue?.message ?? "" },
    orderId: z.safeParse(word, source.orderId).data,
    lines: lines.flatMap((line) => z.safeParse(pricedLine, line).data ?? []),
  };
}

/** A value as it is meant: text without space around it and in Unicode's composed form, numbers as their digits. */
function meant(value: unknown): unknown {
  if (value === null) return undefined;
  if (typeof value === "number") return String(value);
  if (typeof value === "string") return tidy(value) || undefined;
  if (Array.isArray(value)) return value.map(meant);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, meant(member)]));
}
