import codes from "i18n-iso-countries/codes.json" with { type: "json" };
import english from "i18n-iso-countries/langs/en.json" with { type: "json" };
import portuguese from "i18n-iso-countries/langs/pt.json" with { type: "json" };
import * as z from "zod/mini";
import { documented } from "#kernel/documented";
import { everydayNames } from "./country-names.ts";

/** An ISO 3166-1 alpha-2 code. */
export type Country = string;

/** Names of countries in English and in the languages of the markets. Kept with the code, not asked of the runtime: what
 *  `Intl` calls a country changes with its version of ICU. */
const languages = [english, portuguese];

/**
 * What people write beside ISO 3166-1 and the names of countries: parts of a country, by name and by ISO 3166-2, and short
 * forms. From order exports of shops, and general knowledge; compared with ISO 3166-2:GB in November 2026 [U].
 */
const alsoCalled: Readonly<Record<Country, readonly string[]>> = {
  GB: [
    ...["Britain", "United Kingdom of Great Britain and Northern Ireland", "England and Wales"],
    ...["England", "Scotland", "Wales", "Cymru", "Northern Ireland", "Ulster"],
    ...["GB-ENG", "GB-SCT", "GB-WLS", "GB-CYM", "GB-NIR", "GB-EAW", "GB-GBN", "GB-UKM"],
    ...["Grã-Bretanha", "Inglaterra", "Escócia", "País de Gales", "Irlanda do Norte"],
  ],
  US: ["America", "United States America", "EUA", "Estados Unidos de América", "Estados Unidos da América do Norte"],
  BR: ["Federative Republic of Brazil", "República Federativa do Brasil"],
  VI: ["United States Virgin Islands", "US Virgin Islands", "USVI"],
  MP: ["Commonwealth of the Northern Mariana Islands", "CNMI", "Saipan"],
  PR: ["Commonwealth of Puerto Rico", "Porto Rico"],
};

/** Both halves of an island are called so: whoever writes it must say which. */
const ofTwoCountries: ReadonlySet<string> = new Set(["São Martinho"]);

/** Letters alone: no case, no accents, neither points nor spaces, no article. */
const bare = (word: string): string =>
  word
    .normalize("NFKD")
    .replaceAll("&", "and")
    .replaceAll(/\P{L}/gu, "")
    .toUpperCase()
    .replace(/^THE(?=.{4})/, "");

let table: ReadonlyMap<string, Country> | undefined;

/** Everything that a country is called. Where a word is a code and a name, it is the code. */
function countriesByWord(): ReadonlyMap<string, Country> {
  const byWord = new Map<string, Country>();
  const add = (word: string, country: Country) => {
    if (!byWord.has(bare(word))) byWord.set(bare(word), country);
  };
  for (const [alpha2 = "", alpha3 = ""] of codes) {
    add(alpha2, alpha2);
    add(alpha3, alpha2);
  }
  for (const names of [alsoCalled, everydayNames, ...languages.map(({ countries }) => countries)])
    for (const [country, words] of Object.entries<string | readonly string[]>(names))
      for (const word of [words].flat()) if (!ofTwoCountries.has(word)) add(word, country);
  return byWord;
}

/**
 * The country that a word means: an ISO 3166-1 code of two or three letters, a name in English or in a market's language, or
 * a part of the United Kingdom; in any case, with or without accents and points.
 * @returns its alpha-2 code, or `undefined` when nobody knows the word
 */
export function countryNamed(word: string): Country | undefined {
  table ??= countriesByWord();
  return table.get(bare(word));
}

/** A country as a client names it, read as its alpha-2 code. Codes that ISO 3166-1 leaves to others, such as `XK`, stay. */
export const country = documented(
  z.string().check(
    z.maxLength(64),
    z.overwrite((word) => countryNamed(word) ?? word.trim()),
    z.regex(/^[A-Z]{2}$/, "must be a country's code of ISO 3166-1, or its name"),
  ),
  () => ({
    type: "string",
    maxLength: 64,
    description:
      "A country by its ISO 3166-1 code of two or three letters, or by its name; kept and shown as two letters.",
  }),
);
