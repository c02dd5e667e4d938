import { dinero, toDecimal } from "dinero.js/bigint";

/** Decimal places of a currency's minor unit, by ISO 4217 as the runtime knows it. */
export function exponentOf(currency: string): number {
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
}

/** An exact quotient in lowest terms; its denominator is positive. */
export type Quotient = { readonly numerator: bigint; readonly denominator: bigint };

const divisorOf = (one: bigint, other: bigint): bigint => (other === 0n ? one : divisorOf(other, one % other));

/** @throws RangeError for a denominator of zero */
export function quotient(numerator: bigint, denominator: bigint): Quotient {
  if (denominator === 0n) throw new RangeError("nothing is divided by zero");
  const divisor = divisorOf(numerator, denominator);
  const sign = denominator / divisor < 0n ? -1n : 1n;
  return { numerator: (sign * numerator) / divisor, denominator: (sign * denominator) / divisor };
}

/** @param decimal such as `1.2890` */
export function quotientOf(decimal: string): Quotient {
  const [whole = "", fraction = ""] = decimal.split(".");
  return quotient(BigInt(whole + fraction), 10n ** BigInt(fraction.length));
}

export const plus = (one: Quotient, other: Quotient): Quotient =>
  quotient(one.numerator * other.denominator + other.numerator * one.denominator, one.denominator * other.denominator);
export const times = (one: Quotient, other: Quotient): Quotient =>
  quotient(one.numerator * other.numerator, one.denominator * other.denominator);
export const dividedBy = (one: Quotient, other: Quotient): Quotient =>
  quotient(one.numerator * other.denominator, one.denominator * other.numerator);

/** An amount in minor units, and what each of them is worth in minor units of another currency. Together amounts may be
 *  more than any one market may say: that no sum of them fails, nor loses a cent, holds for whatever a market publishes. */
export type Part = { readonly amount: bigint; readonly worth: Quotient };

const nothing: Quotient = { numerator: 0n, denominator: 1n };

/** What amounts are worth together, exactly. */
const worthTogether = (parts: readonly Part[]): Quotient =>
  parts.reduce((sum, { amount, worth }) => plus(sum, times(quotient(amount, 1n), worth)), nothing);

/**
 * What amounts are worth together in one currency. They are added exactly and rounded once, half to even: a figure is
 * off by half a minor unit at most, however many amounts are in it, and does not depend on their grouping. So the
 * figures of a finer report may differ from those of a coarser one by half a minor unit each.
 * @returns minor units
 */
export function converted(parts: readonly Part[]): bigint {
  const { numerator, denominator } = worthTogether(parts);
  return roundedHalfEven(numerator, denominator);
}

/** Minor units of a currency as the exact decimal that is shown: `1999n` in USD is `"19.99"`. */
export function decimalOf(amount: bigint, currency: string): string {
  return toDecimal(dinero({ amount, currency: { code: currency, base: 10n, exponent: BigInt(exponentOf(currency)) } }));
}

/** @param denominator positive */
export function roundedHalfEven(numerator: bigint, denominator: bigint): bigint {
  const sign = numerator < 0n ? -1n : 1n;
  const size = numerator * sign;
  const whole = size / denominator;
  const twice = (size % denominator) * 2n;
  const up = twice > denominator || (twice === denominator && whole % 2n === 1n);
  return sign * (up ? whole + 1n : whole);
}
