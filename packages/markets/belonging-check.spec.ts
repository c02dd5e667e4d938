import { describe, expect, test } from "vitest";
import { takenFromOthers } from "./belonging-check.ts";
import { problemsOf } from "./definition-check.ts";
import * as br from "./definitions/br/index.ts";
import * as uk from "./definitions/uk/index.ts";
import * as us from "./definitions/us/index.ts";
import type { MarketDefinition } from "./schema.ts";

const all: readonly MarketDefinition[] = [br, uk, us];
const alike = (change: Partial<MarketDefinition>, of: MarketDefinition = us) => problemsOf({ ...of, ...change });

test("the markets there are have nothing of another country, nor of each other", () => {
  for (const market of all) {
    expect(problemsOf(market)).toEqual([]);
    expect([
      ...takenFromOthers(
        market,
        all.filter((other) => other !== market),
      ),
    ]).toEqual([]);
  }
});

describe("what was copied and not looked at is told in a sentence:", () => {
  test.each<[string, Partial<MarketDefinition>, MarketDefinition, string]>([
    ["another country's language", { locale: "pt-BR" }, us, "locale: pt-BR is the language of no country of US"],
    [
      "another country's money",
      { currency: br.currency },
      us,
      "currency: BRL is not the money of US, which is USD or USN",
    ],
    [
      "decimal places that the money has not",
      { currency: { code: "USD", exponent: 0 } },
      us,
      "currency.exponent: USD has 2 decimal places",
    ],
    [
      "another country's calling code",
      { phonePrefix: "55" },
      us,
      "phonePrefix: 55 is not the calling code of US, which is 1",
    ],
    [
      "a region of AWS far away",
      { region: "us-east-1" },
      uk,
      "region: us-east-1 is on another side of the world than GB",
    ],
    [
      "another country's clocks",
      { time: { zones: [...us.time.zones, "Europe/London"], reporting: "America/New_York" } },
      us,
      "time.zones: Europe/London is no clock of US",
    ],
    ["another country's holidays", { holidays: br.holidays }, us, "holidays: BR is none of US"],
    [
      "another country's post",
      { carriers: us.carriers.map((carrier) => ({ ...carrier, tracking: [{ check: "s10", country: "GB" }] })) },
      us,
      "carriers.usps: post of GB is no post of US",
    ],
  ])("%s", (_, change, of, sentence) => expect(alike(change, of)).toContain(sentence));

  test("a node with the holidays of another country", () =>
    expect(alike({ nodes: us.nodes.map((node) => ({ ...node, holidays: { country: "GB" } })) })).toContain(
      "nodes.joliet: the holidays of GB are none of US",
    ));

  test("a country alone that was changed, and all the rest of it not", () => {
    const problems = alike({ code: "mx", countries: ["MX"] });
    for (const place of ["locale", "currency", "phonePrefix", "time.zones", "holidays", "carriers.usps"])
      expect(problems.join("\n")).toContain(`${place}: `);
  });

  test("a country that nobody knows", () =>
    expect(alike({ countries: ["ZZ"] })).toContain("countries: there is no country ZZ"));
});

describe("of two markets", () => {
  const copy: MarketDefinition = { ...us, code: "xx" };

  test("that have one land and its tariffs, each is named", () =>
    expect([...takenFromOthers(copy, [us])]).toEqual([
      "region: us-east-1 is where us is",
      "countries: US is served by us",
      "nodes: is that of us, word for word",
      "address.postcode: is that of us, word for word",
      "delivery.zones: is that of us, word for word",
      "delivery.zoneResolution: is that of us, word for word",
      "delivery.parcelCosts: is that of us, word for word",
      "tax.rules: is that of us, word for word",
      "duty.rules: is that of us, word for word",
    ]));

  test("what both may have alike is not told: channels, limits, fees, a tax that nobody levies", () => {
    const own = { ...br, code: "xx", region: "us-west-2", countries: ["AR"], nodes: us.nodes.slice(1) };
    const other = { ...us, tax: { ...us.tax, rules: [] } };
    const place = { ...own, delivery: { ...own.delivery }, tax: { ...own.tax, rules: [] }, fees: us.fees };
    expect([...takenFromOthers(place, [other])]).toEqual([]);
  });
});
