import { dinero, toDecimal } from "dinero.js";

/** An amount in the minor unit of one currency (cents, pence, centavos). An integer, exact, never a float. */
export type Minor = number & { readonly __unit: "minor" };

/** An ISO 4217 currency and how many decimal places its minor unit has (USD, GBP and BRL: 2; JPY: 0). */
export type Currency = { readonly code: string; readonly exponent: number };

/** Money as the outside sees it: an exact decimal string and an ISO 4217 code. */
export type MoneyView = { readonly amount: string; readonly currency: string };

/** No money, in any currency. */
export const zero = 0 as Minor;

/**
 * Reads a number as an amount.
 * @param value a whole number of minor units, of either sign; −0 becomes 0
 * @throws RangeError when it is no safe integer (±(2⁵³ − 1)): an amount that lost precision must not go on
 */
export function minor(value: number): Minor {
  if (!Number.isSafeInteger(value)) throw new RangeError("an amount must be a safe integer of minor units");
  return (value === 0 ? 0 : value) as Minor;
}

/** left + right, both of one currency. @throws RangeError when it is no longer exact */
export const add = (left: Minor, right: Minor): Minor => minor(left + right);
/** left − right, both of one currency; below zero when `right` is more. @throws RangeError when it is no longer exact */
export const subtract = (left: Minor, right: Minor): Minor => minor(left - right);
/** What so many units cost. @param quantity a whole number @throws RangeError when it is no longer exact */
export const times = (unit: Minor, quantity: number): Minor => minor(unit * quantity);
/** All amounts together, each of one currency; `zero` for none. @throws RangeError when a step is no longer exact */
export const sum = (amounts: Iterable<Minor>): Minor => {
  let total: Minor = zero;
  for (const amount of amounts) total = add(total, amount);
  return total;
};
/** The smaller of two amounts of one currency. */
export const least = (left: Minor, right: Minor): Minor => (left < right ? left : right);

/**
 * Shares an amount by weights without losing a unit, so that no share is a whole unit off its exact value: each is rounded
 * towards zero, and the units that are left go one each to the largest remainders (Hamilton's method). Of equal remainders
 * the earlier comes first, so the same input always gives the same owner; who weighs nothing gets nothing.
 * @param amount may be negative: then the shares are
 * @param weights whole numbers, none negative; when all are zero the first share takes everything
 * @throws RangeError when there is no share that could take it, or a weight is none
 */
export function largestRemainder(amount: Minor, weights: readonly number[]): Minor[] {
  if (weights.length === 0) throw new RangeError("an amount needs a share that takes it");
  const whole = weights.reduce((left, weight) => left + BigInt(weight), 0n);
  if (weights.some((weight) => weight < 0)) throw new RangeError("a weight must not be negative");
  if (whole === 0n) return weights.map((_, at) => (at === 0 ? amount : zero));
  const size = BigInt(Math.abs(amount));
  const exact = weights.map((weight, at) => ({ at, units: size * BigInt(weight) }));
  const shares = exact.map(({ units }) => units / whole);
  const left = Number(size - shares.reduce((taken, share) => taken + share, 0n));
  const byRemainder = exact.toSorted(
    (one, other) => Number((other.units % whole) - (one.units % whole)) || one.at - other.at,
  );
  for (const { at } of byRemainder.slice(0, left)) shares[at] = (shares[at] ?? 0n) + 1n;
  return shares.map((share) => minor(Number(share) * Math.sign(amount)));
}

/**
 * Reads an exact decimal string such as `"19.99"`, `"5"` or `"-3.50"`, without passing through a float. Zeros beyond the
 * currency's places say nothing, so `"19.9900"` is the same amount.
 * @param exponent decimal places of the currency's minor unit, by ISO 4217
 * @returns minor units; `undefined` when it is no plain decimal, says more than the currency's places can, or is beyond
 *   ±9·10¹⁵ units
 */
export function parseAmount(text: string, { exponent }: Pick<Currency, "exponent">): Minor | undefined {
  const parts = /^(-?)(\d{1,15})(?:\.(\d+))?$/.exec(text);
  if (!parts) return undefined;
  const [, sign = "", whole = "0", fraction = ""] = parts;
  if (/[^0]/.test(fraction.slice(exponent))) return undefined;
  const value = Number(whole + fraction.slice(0, exponent).padEnd(exponent, "0"));
  return Number.isSafeInteger(value) ? minor(sign === "-" ? -value : value) : undefined;
}

/** The exact decimal string of an amount, as dinero.js writes it, with all places of its currency: `1999` in USD is
 *  `"19.99"`. */
export function formatAmount(amount: Minor, currency: Currency): string {
  return toDecimal(dinero({ amount, currency: { ...currency, base: 10 } }));
}

/** An amount as it is shown outside: `{"amount":"19.99","currency":"USD"}`. */
export function moneyView(amount: Minor, currency: Currency): MoneyView {
  return { amount: formatAmount(amount, currency), currency: currency.code };
}
