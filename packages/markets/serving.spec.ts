import { describe, expect, test } from "vitest";
import * as br from "./definitions/br/index.ts";
import * as uk from "./definitions/uk/index.ts";
import * as us from "./definitions/us/index.ts";
import {
  isTaxId,
  mayServe,
  offersCategory,
  offersChannel,
  paymentRules,
  readPostcode,
  readPostcodePrefix,
} from "./serving.ts";

describe("postcodes", () => {
  test.each(["94105", "94105-1234", "00501"])("%s is a ZIP", (text) => expect(readPostcode(us, text)).toBe(text));
  test.each(["9410", "941055", "94105-", "94105-12", "94105 1234", "M1 1AA", "", "94105\n94105"])(
    "%j is no ZIP",
    (text) => expect(readPostcode(us, text)).toBeUndefined(),
  );

  test.each(["01310-100", "01310100"])("%s is a CEP", (text) => expect(readPostcode(br, text)).toBe(text));
  test.each(["01310", "01310-10", "013101000", "0131O-100"])("%s is no CEP", (text) =>
    expect(readPostcode(br, text)).toBeUndefined(),
  );

  test.each(["M1 1AA", "M60 1NW", "CR2 6XH", "DN55 1PT", "W1A 1HQ", "EC1A 1BB", "N1P 1AA", "GIR 0AA"])(
    "%s is a postcode",
    (text) => expect(readPostcode(uk, text)).toBe(text),
  );
  test.each(["QQ1 1AA", "M1 1AC", "A12 77Y", "M11AA", "M1  1AA"])("%s is no postcode", (text) =>
    expect(readPostcode(uk, text)).toBeUndefined(),
  );

  test("lower case and space around are forgiven", () => expect(readPostcode(uk, " ec1a 1bb ")).toBe("EC1A 1BB"));

  test("the beginning of a code is enough where it names a place", () => {
    expect(readPostcodePrefix(br, "40080")).toBe("40080");
    expect(readPostcodePrefix(us, "941")).toBe("941");
    expect(["m", "SW1", "EC1A", "AB31"].map((text) => readPostcodePrefix(uk, text))).toEqual([
      "M",
      "SW1",
      "EC1A",
      "AB31",
    ]);
    expect(readPostcodePrefix(br, "40")).toBeUndefined();
    expect(readPostcodePrefix(uk, "SW1A 1")).toBeUndefined();
  });
});

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
