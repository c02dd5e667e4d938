import { describe, expect, test } from "vitest";
import * as br from "./definitions/br/index.ts";
import * as uk from "./definitions/uk/index.ts";
import * as us from "./definitions/us/index.ts";
import {
  countryAndRegion,
  isTaxId,
  mayServe,
  notServed,
  offersCategory,
  offersChannel,
  paymentRules,
  reaches,
} from "./serving.ts";

describe("tax numbers", () => {
  test.each([
    [us, "91-1144442"],
    [us, "042103594"],
    [uk, "GB 980 7806 84"],
    [uk, "980780684"],
    [br, "390.533.447-05"],
    [br, "52998224725"],
    [br, "16.727.230/0001-97"],
    [br, "33000167000101"],
    [br, "12.ABC.345/01DE-35"],
    [br, "12.abc.345/01de-35"],
  ])("have the market's form (%#: %s)", (market, text) => expect(isTaxId(market, text)).toBe(true));

  test.each([
    [us, "911-144442"],
    [us, "390.533.447-05"],
    [uk, "GB 980 7806 8"],
    [uk, "FR 980 7806 84"],
    [br, "390.533.447-0"],
    [br, "16.727.230/0001-9A"],
    [br, "91-1144442"],
    [br, ""],
  ])("or are none (%#: %j)", (market, text) => expect(isTaxId(market, text)).toBe(false));
});

describe("who is served", () => {
  test.each([
    [us, "US"],
    [uk, "GB"],
    [br, "BR"],
  ])("each market its own country (%#)", (market, country) => {
    expect([us, uk, br].filter((other) => mayServe(other, { country }))).toEqual([market]);
  });

  test.each(["GG", "JE", "IM", "IE", "UK", "gb", ""])("%j is not served by the United Kingdom's market", (country) =>
    expect(mayServe(uk, { country })).toBe(false),
  );

  test.each([{ postcode: "JE2 3AB" }, { postcode: "GY1 1WG" }, { postcodePrefix: "IM1" }])(
    "a code of the Channel Islands or Man is not served under another country's name (%j)",
    (code) => expect(mayServe(uk, { country: "GB", ...code })).toBe(false),
  );

  test.each([
    ...["GX11 1AA", "gx111aa", "ASCN 1ZZ", "STHL 1ZZ", "TDCU1ZZ", "FIQQ 1ZZ", "BBND 1ZZ", "BIQQ 1ZZ", "SIQQ 1ZZ"],
    ...[
      "PCRN 1ZZ",
      "TKCA 1ZZ",
      "KY1-1100",
      "AI-2640",
      "MSR 1110",
      "VG1110",
      "GY9 3HX",
      "GY10 1SF",
      "im1 1aa",
      "JE11AA",
    ],
  ])("%s is a code of other land that names Great Britain", (postcode) =>
    expect(notServed(uk, { country: "GB", postcode })).toBe("postcode"),
  );

  test.each(["KY1 1AA", "KY11 1AA", "IG1 1AA", "JE", "GU1 1AA", "AB10 1AA", "ST1 1AA", "BB1 1AA", "TD1 1AA", "M1 1AA"])(
    "%s is told from them",
    (postcode) => expect(notServed(uk, { country: "GB", postcode })).toBe(postcode === "JE" ? "postcode" : undefined),
  );

  test.each(["96941", "96943-0001", "96960", "96970", "96939", "96940"])(
    "%s is a ZIP of a freely associated state, which is no part of the United States",
    (postcode) => {
      expect(notServed(us, { country: "US", postcode })).toBe("postcode");
      expect(notServed(us, { country: "US", postcodePrefix: postcode.slice(0, 5) })).toBe("postcodePrefix");
    },
  );

  test.each(["96799", "96910", "96950", "00901", "00802", "09012", "34002", "96201", "99501", "96898"])(
    "%s, of a territory, a base or a far state, is served",
    (postcode) => expect(mayServe(us, { country: "US", postcode })).toBe(true),
  );

  test.each([
    [uk, "GB", "Jersey"],
    [uk, "GB", "Isle of Man"],
    [uk, "GB", "gibraltar"],
    [us, "US", "FM"],
    [us, "US", "Palau"],
    [us, "US", "Marshall Islands"],
  ])("a region elsewhere is not served either (%#: %s, %s)", (market, country, region) =>
    expect(notServed(market, { country, region })).toBe("region"),
  );

  test.each([
    [us, "US", "GA"],
    [us, "US", "Georgia"],
    [us, "US", "PR"],
    [us, "US", "AE"],
    [uk, "GB", "England"],
    [uk, "GB", "Northern Ireland"],
    [br, "BR", "PR"],
  ])("a region of the country is (%#: %s)", (market, country, region) =>
    expect(notServed(market, { country, region })).toBeUndefined(),
  );

  test.each(["PR", "VI", "GU", "AS", "MP"])("%s by its own code is the state of that name", (territory) => {
    expect(countryAndRegion(us, territory)).toEqual({ country: "US", region: territory });
    expect([us, uk, br].filter((market) => mayServe(market, { country: territory }))).toEqual([us]);
  });

  test.each(["FM", "MH", "PW", "UM", "GI", "CA"])("%s by its own code is not served", (country) => {
    expect(countryAndRegion(us, country)).toEqual({ country });
    expect([us, uk, br].filter((market) => mayServe(market, { country }))).toEqual([]);
  });

  test.each([
    [us, "ups", { postcode: "09012" }],
    [us, "fedex", { postcode: "34002-1234" }],
    [us, "ups", { postcodePrefix: "963" }],
    [us, "fedex", { region: "ae" }],
    [uk, "dpd", { postcode: "BF1 2AY" }],
    [uk, "evri", { postcodePrefix: "BF1" }],
    [uk, "evri", { region: "BFPO" }],
  ])("post of the forces goes by the post alone (%#: not by %s)", (market, id, place) => {
    const by = (of: string) => market.carriers.find((carrier) => carrier.id === of) ?? expect.fail(of);
    expect(reaches(by(id), place)).toBe(false);
    expect(reaches(by(market === us ? "usps" : "royal-mail"), place)).toBe(true);
  });

  test.each([
    [us, { postcode: "00901" }],
    [us, { postcode: "96799" }],
    [us, { postcode: "10001", region: "NY" }],
    [us, { postcode: "08901" }],
    [us, {}],
    [uk, { postcode: "B1 1AA" }],
    [br, { postcode: "09010-100", region: "AP" }],
  ])("everywhere else any carrier goes (%#)", (market, place) =>
    expect(market.carriers.filter((carrier) => !reaches(carrier, place))).toEqual([]),
  );

  test("Northern Ireland is served", () => expect(mayServe(uk, { country: "GB", postcode: "BT1 5GS" })).toBe(true));
});

describe("what is offered", () => {
  test("Pix is offered at home only", () => {
    expect([us, uk, br].map((market) => paymentRules(market, "pix") !== undefined)).toEqual([false, false, true]);
  });

  test("spirits have categories of their own in one market", () => {
    expect([us, uk, br].map((market) => offersCategory(market, "tequila"))).toEqual([true, false, false]);
  });

  test("orders may be imported everywhere", () => {
    for (const market of [us, uk, br]) expect(offersChannel(market, "import")).toBe(true);
  });

  test("a carrier is known by its id", () => {
    expect(br.carriers.find(({ id }) => id === "correios")?.tracking).toEqual([{ check: "s10", country: "BR" }]);
    expect(us.carriers.find(({ id }) => id === "correios")).toBeUndefined();
  });
});
