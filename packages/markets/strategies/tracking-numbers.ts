import type { Market } from "../schema.ts";

type Rule = Market["carriers"][number]["tracking"][number];

/** Whether a number may be what it says: by one of its carrier's rules, or that no rule is known, or that there is none. */
export type TrackingStatus = "valid" | "invalid" | "unchecked" | "absent";

/**
 * Holds a tracking number against its carrier's rules. It says nothing of whether a parcel has this number; a number that is
 * `invalid` was mistyped, is another carrier's, or has a form that nobody wrote down here.
 */
export function trackingStatus(
  { tracking }: { readonly tracking: readonly Rule[] },
  number: string | undefined,
): TrackingStatus {
  if (number === undefined) return "absent";
  if (tracking.length === 0) return "unchecked";
  const written = number.toUpperCase().replaceAll(/[^0-9A-Z]/g, "");
  return tracking.some((rule) => (strategies[rule.check] as Check<Rule>)(written, rule)) ? "valid" : "invalid";
}

type Check<R> = (written: string, rule: R) => boolean;

const strategies: { readonly [Name in Rule["check"]]: Check<Extract<Rule, { readonly check: Name }>> } = {
  /** Two letters, eight digits and one that checks them, two letters of the country. */
  s10: (written, { country }) => {
    const [, serial = "", digit, of] = /^[A-Z]{2}(\d{8})(\d)([A-Z]{2})$/.exec(written) ?? [];
    if (of !== country) return false;
    const check = 11 - (weighted(serial, [8, 6, 4, 2, 3, 5, 9, 7]) % 11);
    return Number(digit) === (check === 10 ? 0 : check === 11 ? 5 : check);
  },
  /** `1Z`, fifteen characters, and a digit; a letter counts as a digit, too. */
  "ups-1z": (written) => {
    const [, serial = "", digit] = /^1Z([0-9A-Z]{15})(\d)$/.exec(written) ?? [];
    const digits = serial.replaceAll(/[A-Z]/g, (letter) => `${(letter.charCodeAt(0) - 63) % 10}`);
    return digit !== undefined && Number(digit) === upTo(10, weighted(digits, [1, 2]));
  },
  /** 22 or 26 digits that begin with 91 to 95, after the routing by ZIP that a barcode has in front; or the 20 digits of
   *  special services, with or without 91 that their check counts. */
  "usps-impb": (written) => {
    const code = written.replace(/^420(\d{9}|\d{5})(?=9[1-5]\d{20}(\d{4})?$)/, "");
    if (/^\d{20}$/.test(code)) return isGs1(code) || isGs1(`91${code}`);
    return /^9[1-5]\d{20}(\d{4})?$/.test(code) && isGs1(code);
  },
  /** 12 digits; or the 34 of a barcode, which ends in them. */
  "fedex-express": (written) => {
    const [, serial = "", digit] = /^(?:(?:100\d|96\d{2})\d{16})?(\d{11}|\d{13})(\d)$/.exec(written) ?? [];
    if (digit === undefined || (written.length !== 12 && written.length !== 34)) return false;
    return Number(digit) === (weighted(reversed(serial), [1, 3, 7]) % 11) % 10;
  },
  /** 15 digits, in 22 behind 96; or 20 or 22 digits that the United States Postal Service delivers, behind 92. */
  "fedex-ground": (written) => {
    if (/^\d{15}$/.test(written)) return isGs1(written);
    if (/^96\d{20}$/.test(written)) return isGs1(written.slice(-15));
    return (/^92\d{20}$/.test(written) && isGs1(written)) || (/^\d{20}$/.test(written) && isGs1(`92${written}`));
  },
};

const reversed = (digits: string): string => [...digits].reverse().join("");

/** Each digit times its weight; weights are repeated. */
const weighted = (digits: string, weights: readonly number[]): number =>
  [...digits].reduce((sum, digit, at) => sum + Number(digit) * (weights[at % weights.length] ?? 0), 0);

/** What is missing to the next multiple. */
const upTo = (modulus: number, sum: number): number => (modulus - (sum % modulus)) % modulus;

/** The check digit of GS1: from the right, every other digit counts three times. */
const isGs1 = (code: string): boolean =>
  Number(code.at(-1)) === upTo(10, weighted(reversed(code.slice(0, -1)), [3, 1]));
