import { isObject, parseJson } from "./parse-json.ts";

/** What a source's word for the state of an order means here. */
export type StatusMeaning = (typeof statusMeanings)[number];

/**
 * - `open`: a sale that goes on; also one that was sent, or paid back, in part
 * - `unpaid`: nobody has paid for it, so it is no sale
 * - `cancelled`, `refunded`: a sale that was taken back; both are played as a cancellation
 * - `dispatched`, `delivered`: a sale that is on its way, or that arrived
 * - `credit-note`: no order at all, but the reversal of one
 */
export const statusMeanings = [
  "open",
  "unpaid",
  "cancelled",
  "refunded",
  "dispatched",
  "delivered",
  "credit-note",
] as const;

/** Words by meaning, in any case and with any space, hyphen or underscore: ours, and those of the layouts. */
const words: Readonly<Record<StatusMeaning, string>> = {
  open: `open, paid, new, created, approved, authorized, authorised, confirmed, invoiced, processing, processed, in process,
    unshipped, unfulfilled, ready to ship, handling, awaiting shipment, awaiting collection, awaiting fulfillment,
    partial, partially shipped, partially shipping, partially fulfilled, partially refunded, scheduled, held`,
  unpaid: `unpaid, pending, pending payment, payment required, payment in process, awaiting payment, partially paid,
    on hold, failed, voided, expired, draft, checkout draft, auto draft, trash, lapsed, declined, invalid,
    pending availability`,
  cancelled: "canceled, cancelled, pending cancel, unavailable, unfulfillable",
  refunded: "refunded, returned, charged back",
  dispatched: `shipped, dispatched, fulfilled, in transit, shipping, sent, shipped picked up, shipped out for delivery,
    out for delivery, invoice unconfirmed, not delivered`,
  delivered: "delivered, completed, complete, shipped delivered to buyer",
  "credit-note": "cancellation, credit note, reversal, refund",
};

/** A word without case, accents, and what stands between its parts; WooCommerce's own prefix is none of it. */
const plain = (word: string): string =>
  word
    .normalize("NFKD")
    .toLowerCase()
    .replace(/^wc-/, "")
    .replace(/[^\p{L}\p{N}]/gu, "");

const known: ReadonlyMap<string, StatusMeaning> = new Map(
  statusMeanings.flatMap((meaning) => words[meaning].split(",").map((word) => [plain(word), meaning] as const)),
);

/** Says what a word means; `undefined` where nobody knows. */
export type StatusWords = (word: string) => StatusMeaning | undefined;

/** @param more words of the caller, which go before those that are known */
export function statusWords(more: Readonly<Record<string, StatusMeaning>> = {}): StatusWords {
  const own = new Map(Object.entries(more).map(([word, meaning]) => [plain(word), meaning]));
  return (word) => own.get(plain(word)) ?? known.get(plain(word));
}

/** Every known word by what it means, for people to read. */
export const statusTable: readonly (readonly [StatusMeaning, string])[] = statusMeanings.map((meaning) => [
  meaning,
  words[meaning].replace(/\s+/g, " "),
]);

/**
 * Reads a file of words: `{"<the source's word>": "<meaning>"}`.
 * @returns the words, or what is wrong with the file
 */
export function readStatusMap(
  text: string,
): { readonly map: Readonly<Record<string, StatusMeaning>> } | { readonly wrong: string } {
  const parsed = parseJson(text);
  if (!isObject(parsed)) return { wrong: "is not a JSON object" };
  const unknown = Object.entries(parsed).find(([, meaning]) => !statusMeanings.some((known) => known === meaning));
  if (unknown) return { wrong: `says of “${unknown[0]}” what is no meaning; there are ${statusMeanings.join(", ")}` };
  return { map: parsed as Readonly<Record<string, StatusMeaning>> };
}
