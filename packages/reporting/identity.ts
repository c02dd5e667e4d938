import { createHmac } from "node:crypto";
import { anonymousBuyer } from "./observation.ts";

/** What an order may say of its buyer. */
export type BuyerIdentifiers = {
  readonly id?: string | undefined;
  readonly taxId?: string | undefined;
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
  readonly postcode?: string | undefined;
  readonly postcodePrefix?: string | undefined;
};

const order = ["id", "taxId", "email", "phone", "postcode", "postcodePrefix"] as const;

/**
 * The identifier by which an order's buyer is told from others: the first present of buyer id, tax id, e-mail, phone and
 * postcode or its prefix. Spelling that does not tell people apart is folded, so that one buyer does not count twice: that would let a cell leave
 * too early.
 * @returns `undefined` when there is none
 */
export function firstIdentifier(identifiers: BuyerIdentifiers): string | undefined {
  for (const name of order) {
    const value = fold[name](identifiers[name] ?? "");
    if (value !== "") return `${name === "postcodePrefix" ? "postcode" : name}:${value}`;
  }
  return undefined;
}

/**
 * The pseudonym of a buyer: 128 bits of HMAC-SHA-256 (RFC 2104) under the market's own key, which nothing outside the
 * market knows: whoever has no key cannot try identifiers out.
 * @returns `anonymousBuyer` when the order tells nothing of its buyer
 */
export function pseudonymOf(key: string, identifiers: BuyerIdentifiers): string {
  const first = firstIdentifier(identifiers);
  if (first === undefined) return anonymousBuyer;
  return createHmac("sha256", key).update(first).digest().subarray(0, 16).toString("base64url");
}

const trimmed = (text: string) => text.trim();
const lettersAndDigits = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, "").toUpperCase();
const fold = {
  id: trimmed,
  taxId: lettersAndDigits,
  email: (text: string) => text.trim().toLowerCase(),
  phone: (text: string) => text.replace(/\D/g, "").replace(/^0+/, ""),
  postcode: lettersAndDigits,
  postcodePrefix: lettersAndDigits,
} as const;
