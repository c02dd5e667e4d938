import { dinero, toDecimal } from "dinero.js/bigint";
import type { Rate } from "./rates.ts";

/** Decimal places of a currency's minor unit, by ISO 4217 as the runtime knows it. */
export function exponentOf(currency: string): number {
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
}

/** The rate that holds on a day, of one pair: the last that began by then, and the first there is for days before it.
 *  @param date `undefined` for what has no date, which is read at the newest rate */
export function rateOn(
  rates: readonly Rate[],
  pair: Pick<Rate, "from" | "to">,
  date: string | undefined,
): Rate | undefined {
  const ofPair = rates
    .filter(({ from, to }) => from === pair.from && to === pair.to)
    .sort((left, right) => (left.date < right.date ? -1 : 1));
  if (date === undefined) return ofPair.at(-1);
  return ofPair.findLast((rate) => rate.date <= date) ?? ofPair[0];
}

/** Amounts in several currencies and at several rates, exact until they are rounded. Together they may be more than any
 *  one market may say: that no sum of them fails, nor loses a cent, holds for whatever a market publishes. */
export type Part = { readonly amount: bigint; readonly rate: Rate | undefined };

/**
 * What amounts are worth together in one currency. The products are added exactly and rounded once, half to even: a
 * figure is off by half a minor unit at most, however many amounts are in it, and does not depend on their grouping. So
 * the figures of a finer report may differ from those of a coarser one by half a minor unit each.
 * @param to the currency of the result; a part without a rate is in it already
 * @returns minor units
 */
export function converted(parts: readonly Part[], to: string): bigint {
  const scale = parts.reduce((places, { rate }) => Math.max(places, rate ? placesOf(rate) : 0), 0);
  const numerator = parts.reduce((sum, { amount, rate }) => sum + product(amount, rate, scale), 0n);
  return roundedHalfEven(numerator, 10n ** BigInt(scale));

  /** The places behind the minor unit of `to` that an exact product needs. */
  function placesOf({ rate, from }: Rate): number {
    const fraction = rate.split(".")[1]?.length ?? 0;
    return Math.max(0, fraction + exponentOf(from) - exponentOf(to));
  }
  function product(amount: bigint, rate: Rate | undefined, places: number): bigint {
    if (!rate) return amount * 10n ** BigInt(places);
    const [whole = "", fraction = ""] = rate.rate.split(".");
    const exact = amount * BigInt(whole + fraction);
    const shift = places + exponentOf(to) - exponentOf(rate.from) - fraction.length;
    return exact * 10n ** BigInt(shift);
  }
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
