import { countryNamed } from "#markets/countries";
import type { Market } from "#markets/schema";
import { mayServe } from "#markets/serving";

/**
 * The ISO 3166 code of a country that a file names by code or by name, as far as the market serves it.
 * @returns `undefined` for a country that is not served, or that nobody knows
 */
export function servedCountry(market: Market, name: string): string | undefined {
  const country = countryNamed(name);
  return country !== undefined && mayServe(market, { country }) ? country : undefined;
}
