import { plainDecimal } from "../decimal.ts";

/**
 * Adds up decimals exactly; what is absent is nothing.
 * @returns the first text that is no decimal, if there is one, so that whoever reads the sum finds it
 */
export function plus(...terms: readonly (string | undefined)[]): string {
  const given = terms.map((term) => (term === undefined || term.trim() === "" ? "0" : term.trim()));
  const read = given.map(plainDecimal);
  const unreadable = read.indexOf(undefined);
  if (unreadable !== -1) return given[unreadable] ?? "";
  const places = Math.max(...read.map((term) => term?.split(".")[1]?.length ?? 0));
  const units = read.reduce((sum, term = "0") => sum + BigInt(shifted(term, places)), 0n);
  const digits = String(units < 0n ? -units : units).padStart(places + 1, "0");
  const [whole, fraction] = [digits.slice(0, digits.length - places), digits.slice(digits.length - places)];
  return `${units < 0n ? "-" : ""}${whole}${fraction === "" ? "" : `.${fraction}`}`;
}

/** What is left of one decimal without others. */
export const minus = (from: string | undefined, ...terms: readonly (string | undefined)[]): string =>
  plus(from, ...terms.map(negative));

/** So many times a decimal. What is no decimal, or no number of units, is left as it is. */
export function timesUnits(term: string | undefined, units: string | undefined): string | undefined {
  const [whole, fraction = ""] = plainDecimal(term?.trim() ?? "")?.split(".") ?? [];
  if (whole === undefined || !/^\d{1,9}$/.test(units ?? "")) return term;
  const digits = String(BigInt(whole + fraction) * BigInt(units ?? "0"));
  const [sign, size] = digits.startsWith("-") ? ["-", digits.slice(1)] : ["", digits];
  const padded = size.padStart(fraction.length + 1, "0");
  const point = padded.length - fraction.length;
  return `${sign}${padded.slice(0, point)}${fraction === "" ? "" : `.${padded.slice(point)}`}`;
}

/** A decimal, or nothing, without its sign. Sources write what is taken off with and without one. */
export const unsigned = (term: string | undefined): string | undefined => term?.trim().replace(/^-/, "");

export const isBelowZero = (term: string): boolean => /^-.*[1-9]/.test(plainDecimal(term) ?? "");

const negative = (term: string | undefined): string | undefined => {
  const text = term?.trim();
  return text?.startsWith("-") ? text.slice(1) : text && `-${text}`;
};

const shifted = (term: string, places: number): string => {
  const [whole = "", fraction = ""] = term.split(".");
  return whole + fraction.padEnd(places, "0");
};
