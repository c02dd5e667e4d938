import { dividedBy, exponentOf, plus, type Quotient, quotient, quotientOf, times } from "./conversion.ts";
import { daysOf } from "./periods.ts";
import { baseCurrency, type Rate } from "./rates.ts";

/** What the money of a period is worth in another currency, and the rates by which it is. */
export type Exchange = {
  /** Minor units of the other currency for one of its own. Equal ones are the same object. */
  readonly worth: Quotient;
  readonly rates: readonly Rate[];
  /** How it follows from the rates: `of-its-days` where all days of the period have one worth, `mean-of-its-days` where
   *  they differ, `newest` where there is no period. */
  readonly basis: "of-its-days" | "mean-of-its-days" | "newest";
};

/** What money of a currency and a period is worth. @param period empty for what is not dated
 *  @returns `undefined` where no rate is known for the currency */
export type Exchanges = (currency: string, period: string) => Exchange | undefined;

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

/** What an amount of one unit is worth on a day, by one rate or by two that cross in the base currency. */
type Crossing = { readonly worth: Quotient; readonly rates: readonly Rate[] };

/**
 * Exchanges into a currency by the rates of a table, all of which lead into the base currency. A day takes the rate that
 * holds on it. A longer period, of which no day is known by itself, takes the mean of its days, exactly: so its figure is
 * what its days would come to if each had sold the same. What is not dated takes the newest rate.
 * @param table positive rates
 */
export function exchangesInto(to: string, table: readonly Rate[]): Exchanges {
  const known = new Map<string, Exchange | undefined>();
  const worths = new Map<string, Quotient>();
  /** One object for equal quotients, so that amounts of equal worth are found to be such. */
  const same = (worth: Quotient): Quotient => {
    const name = `${worth.numerator}/${worth.denominator}`;
    const standing = worths.get(name) ?? worth;
    worths.set(name, standing);
    return standing;
  };
  const crossings = new Map<string, Crossing | undefined>();
  return (currency, period) => {
    const days = daysOf(period);
    const name = `${currency} ${days[0]} ${days.at(-1)}`;
    if (known.has(name)) return known.get(name);
    const exchange = exchangeOf(currency, days);
    const shared = exchange && { ...exchange, worth: same(exchange.worth) };
    known.set(name, shared);
    return shared;
  };

  function exchangeOf(currency: string, days: readonly string[]): Exchange | undefined {
    if (currency === to) return { worth: quotient(1n, 1n), rates: [], basis: "of-its-days" };
    if (days.length === 0) {
      const newest = crossing(currency, undefined);
      return newest && { ...newest, basis: "newest" };
    }
    const ofDays: Crossing[] = [];
    for (const day of days) {
      const ofDay = crossing(currency, day);
      if (!ofDay) return undefined;
      ofDays.push(ofDay);
    }
    const [first] = ofDays;
    if (first && ofDays.every(({ rates }) => rates.every((rate, leg) => rate === first.rates[leg])))
      return { ...first, basis: "of-its-days" };
    const sum = ofDays.map(({ worth }) => worth).reduce(plus);
    return {
      worth: dividedBy(sum, quotient(BigInt(days.length), 1n)),
      rates: [...new Set(ofDays.flatMap(({ rates }) => rates))],
      basis: "mean-of-its-days",
    };
  }

  function crossing(from: string, day: string | undefined): Crossing | undefined {
    const name = `${from} ${day}`;
    if (!crossings.has(name)) crossings.set(name, crossed(from, day));
    return crossings.get(name);
  }

  function crossed(from: string, day: string | undefined): Crossing | undefined {
    const [there, back] = [legOf(from, day), legOf(to, day)];
    if (!there || !back) return undefined;
    const places = quotient(10n ** BigInt(exponentOf(to)), 10n ** BigInt(exponentOf(from)));
    return { worth: times(dividedBy(there.worth, back.worth), places), rates: [...there.rates, ...back.rates] };
  }

  /** What a unit is worth in the base currency. */
  function legOf(currency: string, day: string | undefined): Crossing | undefined {
    if (currency === baseCurrency) return { worth: quotient(1n, 1n), rates: [] };
    const rate = rateOn(table, { from: currency, to: baseCurrency }, day);
    return rate && { worth: quotientOf(rate.rate), rates: [rate] };
  }
}
