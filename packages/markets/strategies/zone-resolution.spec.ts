import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as br from "../definitions/br/index.ts";
import * as uk from "../definitions/uk/index.ts";
import * as us from "../definitions/us/index.ts";
import { markets } from "../directory.ts";
import { readRows } from "./code-tables.ts";
import { zoneOf } from "./zone-resolution.ts";

describe("ZIP codes", () => {
  test.each([
    ["00501", "NY"],
    ["00601", "PR"],
    ["00802", "VI"],
    ["00901", "PR"],
    ["01001", "MA"],
    ["06103", "CT"],
    ["09012", "AE"],
    ["10001", "NY"],
    ["20001", "DC"],
    ["20101", "VA"],
    ["20201", "DC"],
    ["20601", "MD"],
    ["22001", "VA"],
    ["33130", "FL"],
    ["34002", "AA"],
    ["39801", "GA"],
    ["51601", "IA"],
    ["56901", "DC"],
    ["60601-1234", "IL"],
    ["73001", "OK"],
    ["75001", "TX"],
    ["88510", "TX"],
    ["94105", "CA"],
    ["96201", "AP"],
    ["96813", "HI"],
    ["96910", "GU"],
    ["96950", "MP"],
    ["99501", "AK"],
  ])("%s is in %s", (postcode, zone) => expect(zoneOf(us, { postcode })).toBe(zone));

  test.each([
    ["06390", "NY"],
    ["05501", "MA"],
    ["05544", "MA"],
    ["83414", "WY"],
    ["96799", "AS"],
    ["73301", "TX"],
    ["73344", "TX"],
    ["73301-0001", "TX"],
  ])("the exception %s is in %s", (postcode, zone) => expect(zoneOf(us, { postcode })).toBe(zone));

  test.each([
    ["06391", "CT"],
    ["05502", "VT"],
    ["83415", "ID"],
    ["96798", "HI"],
    ["73302", "OK"],
  ])("its neighbour %s is in %s", (postcode, zone) => expect(zoneOf(us, { postcode })).toBe(zone));

  test("a prefix of three digits knows no exception", () => {
    expect(zoneOf(us, { postcodePrefix: "063" })).toBe("CT");
    expect(zoneOf(us, { postcodePrefix: "733" })).toBe("OK");
    expect(zoneOf(us, { postcodePrefix: "73301" })).toBe("TX");
  });
});

describe("CEPs", () => {
  const codes = Array.from({ length: 990 }, (_, index) => String(index + 10).padStart(3, "0"));
  const ranges = readRows(br.delivery.zoneResolution.rows).map(({ codes: range }) => {
    const [from = 0, to = from] = range.split("-").map(Number);
    return { from, to };
  });

  test("no prefix is in two states, and only 789 from 010 to 999 is in none", () => {
    const states = (code: string) => ranges.filter(({ from, to }) => from <= Number(code) && Number(code) <= to).length;
    expect(codes.filter((code) => states(code) > 1)).toEqual([]);
    expect(codes.filter((code) => states(code) === 0)).toEqual(["789"]);
  });

  test.each([
    ["01310-100", "SP"],
    ["19999-999", "SP"],
    ["20000-000", "RJ"],
    ["68900-000", "AP"],
    ["69300-000", "RR"],
    ["69400-000", "AM"],
    ["69900-000", "AC"],
    ["72800-000", "GO"],
    ["73000-000", "DF"],
    ["76800-000", "RO"],
    ["77000000", "TO"],
    ["99999-999", "RS"],
  ])("%s is in %s", (postcode, zone) => expect(zoneOf(br, { postcode })).toBe(zone));

  test("a prefix of five digits is enough", () => expect(zoneOf(br, { postcodePrefix: "40080" })).toBe("BA"));

  test("the unused 789 falls back to the region, then to the default", () => {
    expect(zoneOf(br, { postcode: "78900-000", region: "RO" })).toBe("RO");
    expect(zoneOf(br, { postcode: "78900-000" })).toBe(br.delivery.defaultZone);
  });
});

describe("postcode areas", () => {
  test.each([
    ["SW1A 1AA", "london"],
    ["W1A 1HQ", "london"],
    ["WC2N 5DU", "london"],
    ["M1 1AA", "north-west"],
    ["ME1 1AA", "south-east"],
    ["B1 1AA", "west-midlands"],
    ["BT1 5GS", "northern-ireland"],
    ["BS1 1AA", "south-west"],
    ["SY23 1AA", "west-midlands"],
    ["SA1 1AA", "wales"],
    ["S1 1AA", "yorkshire-and-the-humber"],
    ["SR1 1AA", "north-east"],
    ["NN11 8QH", "east-midlands"],
    ["NR1 1AA", "east-of-england"],
    ["EH54 6AX", "scotland"],
  ])("%s is in %s", (postcode, zone) => expect(zoneOf(uk, { postcode })).toBe(zone));

  const highlands = "highlands-and-islands";
  test.each([
    ["AB30 1AA", "scotland"],
    ["AB31 1AA", highlands],
    ["AB38 1AA", highlands],
    ["AB39 1AA", "scotland"],
    ["AB41 1AA", highlands],
    ["AB56 1AA", highlands],
    ["FK16 1AA", "scotland"],
    ["FK17 8AA", highlands],
    ["FK21 8AA", highlands],
    ["PA19 1AA", "scotland"],
    ["PA20 1AA", highlands],
    ["PA78 6AA", highlands],
    ["PH14 1AA", "scotland"],
    ["PH15 1AA", highlands],
    ["PH50 1AA", highlands],
    ["HS1 1AA", highlands],
    ["IV1 1AA", highlands],
    ["KW17 1AA", highlands],
    ["ZE1 1AA", highlands],
  ])("of the districts that carriers ask a surcharge for: %s is in %s", (postcode, zone) =>
    expect(zoneOf(uk, { postcode })).toBe(zone),
  );

  test("all 121 areas of the United Kingdom are in one zone each", () => {
    const areas = readRows(uk.delivery.zoneResolution.rows).map(({ codes }) => codes);
    expect(areas).toHaveLength(121);
    expect(new Set(areas).size).toBe(121);
  });

  test("what goes to the forces goes by their depot near London", () => {
    expect(zoneOf(uk, { postcode: "BF1 2AY" })).toBe("london");
  });

  test("an area alone is enough, and a district of a prefix counts", () => {
    expect(zoneOf(uk, { postcodePrefix: "M" })).toBe("north-west");
    expect(zoneOf(uk, { postcodePrefix: "AB" })).toBe("scotland");
    expect(zoneOf(uk, { postcodePrefix: "AB31" })).toBe(highlands);
  });
});

describe("places without a code", () => {
  test.each([
    [us, "IA", "IA"],
    [us, "iowa", "IA"],
    [us, "US-IA", "IA"],
    [br, "SP", "SP"],
    [br, "são paulo", "SP"],
    [br, "BR-SP", "SP"],
    [br, "Goias", "GO"],
    [br, "Goia\u0301s", "GO"],
    [uk, "Northern Ireland", "northern-ireland"],
    [uk, "scotland", "scotland"],
  ])("a region is known by id or name (%#: %s)", (market, region, zone) =>
    expect(zoneOf(market, { region })).toBe(zone),
  );

  test("the more exact word counts: postcode, then prefix, then region", () => {
    expect(zoneOf(us, { postcode: "94105", postcodePrefix: "100", region: "IA" })).toBe("CA");
    expect(zoneOf(us, { postcodePrefix: "100", region: "IA" })).toBe("NY");
  });

  test.each(markets)("nothing known, or nothing sensible, is the default zone (%#)", (market) => {
    for (const place of [{}, { postcode: "" }, { postcode: "??" }, { region: "Atlantis" }])
      expect(zoneOf(market, place)).toBe(market.delivery.defaultZone);
  });

  test("every word there is leads to a zone of the market", () => {
    const aWord = fc.option(
      fc.oneof(
        fc.string({ unit: "binary" }),
        fc.stringMatching(/^[0-9]{0,9}$/),
        fc.stringMatching(/^[A-Z]{0,3}[0-9]{0,3}$/),
      ),
      { nil: undefined },
    );
    const aPlace = fc.record({ postcode: aWord, postcodePrefix: aWord, region: aWord });
    fc.assert(
      fc.property(fc.constantFrom(...markets), aPlace, (market, place) =>
        Object.hasOwn(market.delivery.zones, zoneOf(market, place)),
      ),
    );
  });
});
