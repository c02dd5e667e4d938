import type { Market } from "#markets/schema";

/**
 * The ISO 3166 code of a country that a file names by code or by name, as far as the market serves it.
 * @returns `undefined` for a country that is not served, or that nobody knows
 */
export function servedCountry(market: Market, name: string): string | undefined {
  const wanted = plain(name);
  return market.countries.find((code) =>
    [code, ...namesOf(code, market.locale)].some((known) => plain(known) === wanted),
  );
}

const namesOf = (code: string, locale: string): string[] =>
  ["en", locale].map((language) => new Intl.DisplayNames([language], { type: "region" }).of(code) ?? code);

const plain = (name: string): string => name.trim().toLowerCase();
