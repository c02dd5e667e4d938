import { type Currency, type Minor, parseAmount } from "#kernel/money";

/**
 * A number as sources write it, as plain decimal text: `1.5E+3` is `1500`, `.5` is `0.5`. Exact: no digit is lost.
 * @returns `undefined` when it is no number, or its exponent is beyond what money and counts need
 */
export function plainDecimal(text: string): string | undefined {
  const parts = /^(-?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,2}))?$/.exec(text);
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = parts ?? [];
  if (whole + fraction === "") return undefined;
  const shift = Number(exponent);
  const digits = whole.padStart(Math.max(0, -shift), "0") + fraction.padEnd(Math.max(0, shift), "0");
  const point = Math.max(whole.length, -shift) + shift;
  const integer = digits.slice(0, point).replace(/^0+(?=\d)/, "") || "0";
  const rest = digits.slice(point);
  return `${sign}${integer}${rest === "" ? "" : `.${rest}`}`;
}

/**
 * A whole number as sources write it: `3`, `"3"`, `3.0`.
 * @returns `undefined` when it is none, or too large to be counted exactly
 */
export function wholeNumber(text: string): number | undefined {
  const value = Number(/^(-?\d{1,15})(?:\.0*)?$/.exec(plainDecimal(text) ?? "")?.[1] ?? Number.NaN);
  return Number.isNaN(value) ? undefined : value + 0;
}

/** An amount that was read, or why it cannot be. */
export type Amount = { readonly amount: Minor } | { readonly wrong: string };

/** Reads an amount of a currency. Zeros behind its last place are the same amount (`10.0000`); other digits are not. */
export function readAmount(text: string, currency: Currency): Amount {
  const plain = plainDecimal(text);
  if (plain === undefined) return { wrong: "is no decimal such as 19.99" };
  const [whole = "", fraction = ""] = plain.split(".");
  const kept = fraction.slice(0, currency.exponent);
  if (/[1-9]/.test(fraction.slice(currency.exponent)))
    return { wrong: `has more decimal places than the ${currency.exponent} of ${currency.code}` };
  const amount = parseAmount(kept === "" ? whole : `${whole}.${kept}`, currency);
  return amount === undefined ? { wrong: "is too large to be counted exactly" } : { amount };
}
