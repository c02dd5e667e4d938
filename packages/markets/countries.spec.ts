import { describe, expect, test } from "vitest";
import * as z from "zod/mini";
import { country, countryNamed } from "./countries.ts";
import { everydayNames } from "./country-names.ts";
import * as definitions from "./index.ts";

const words: Readonly<Record<string, readonly string[]>> = {
  GB: [
    ...[
      "GB",
      "gb",
      "UK",
      "U.K.",
      "uk",
      "GBR",
      "United Kingdom",
      "UNITED KINGDOM",
      "The United Kingdom",
      "Great Britain",
    ],
    ...[
      "Reino Unido",
      "reino unido",
      "England",
      "ENGLAND",
      "Scotland",
      "Wales",
      "Northern Ireland",
      "northern-ireland",
    ],
    ...["GB-ENG", "GB-SCT", "GB-WLS", "GB-NIR", "Inglaterra", "Escócia", "Escocia", "Grã-Bretanha"],
    "United Kingdom of Great Britain & Northern Ireland",
  ],
  US: [
    ...["US", "us", "U.S.", "USA", "usa", "U.S.A.", "U. S. A.", "United States", "united states of america"],
    ...[
      "The United States of America",
      "Estados Unidos",
      "ESTADOS UNIDOS DA AMÉRICA",
      "EUA",
      "E.U.A.",
      "\ufeffUSA\u00a0",
    ],
  ],
  BR: ["BR", "br", "BRA", "Brazil", "BRAZIL", "Brasil", "brasil", " Brasil ", "República Federativa do Brasil"],
  PR: ["PR", "PRI", "Puerto Rico", "PUERTO RICO", "Porto Rico"],
  VI: ["VI", "VIR", "U.S. Virgin Islands", "Virgin Islands, U.S.", "US Virgin Islands"],
  GI: ["GI", "GIB", "Gibraltar"],
  JE: ["JE", "JEY", "Jersey"],
  IM: ["Isle of Man", "IMN"],
  CI: ["Côte d'Ivoire", "Cote d’Ivoire", "COTE D IVOIRE", "Costa do Marfim", "Ivory Coast"],
  NE: ["Niger"],
  NG: ["Nigeria"],
  GN: ["Guinea"],
  GW: ["Guinea-Bissau", "Guiné-Bissau"],
  IE: ["Ireland", "Irlanda", "IRL"],
  DE: ["Germany", "Alemanha", "deu"],
  // i18n-iso-countries 7.14.0 has Portugal's names and ISO's alone: these are Brazil's, and what people write
  VN: ["Vietnã", "Vietname", "Vietnam", "Viet Nam"],
  IR: ["Irã", "Irão", "Iran"],
  QA: ["Catar", "Qatar"],
  CZ: ["Tchéquia", "Chéquia", "Czechia", "Czech Republic"],
  MD: ["Moldova", "Moldávia"],
  SY: ["Syria", "Síria"],
  VA: ["Vatican City", "Cidade do Vaticano"],
  FK: ["Falkland Islands", "Ilhas Malvinas"],
  CG: ["Congo", "Congo - Brazzaville", "República do Congo"],
  CD: ["Congo - Kinshasa", "Democratic Republic of the Congo"],
  SX: ["Sint Maarten", "SXM"],
  MF: ["St. Martin", "Saint Martin (French part)"],
};

describe("a country is known", () => {
  test.each(Object.entries(words).flatMap(([code, all]) => all.map((word) => [word, code] as const)))(
    "by %j as %s",
    (word, code) => {
      expect(countryNamed(word)).toBe(code);
      expect(z.parse(country, word)).toBe(code);
    },
  );

  test.each([
    "",
    " ",
    "Atlantis",
    "Utopia",
    "826",
    "?",
    "Unit",
    "Kingdom",
    "x".repeat(65),
    "\u0000",
    "toString",
    "__proto__",
    "São Martinho", // of two countries: i18n-iso-countries 7.14.0 reads the name of one as the other
  ])("by %j not at all", (word) => {
    expect(countryNamed(word)).toBeUndefined();
    expect(z.safeParse(country, word).success).toBe(false);
  });

  test("by a code that ISO 3166-1 leaves to others, or has not given away, as that code", () =>
    expect(["XK", "ZZ", "AQ"].map((code) => z.parse(country, code))).toEqual(["XK", "ZZ", "AQ"]));
});

test.each(Object.entries(everydayNames).flatMap(([code, names]) => names.map((name) => [name, code] as const)))(
  "the everyday name %j means %s",
  (name, code) => expect(countryNamed(name)).toBe(code),
);

test.each(
  Object.values(definitions).flatMap(({ locale, countries }) => countries.map((code) => [code, locale] as const)),
)("the country %s of a market is known by its name in %s", (code, locale) =>
  expect(countryNamed(new Intl.DisplayNames([locale], { type: "region" }).of(code) ?? "")).toBe(code),
);
