import { describe, expect, test } from "vitest";
import * as br from "../definitions/br/index.ts";
import * as uk from "../definitions/uk/index.ts";
import * as us from "../definitions/us/index.ts";
import { readPostcode, readPostcodePrefix } from "../serving.ts";

describe("postcodes", () => {
  test.each(["94105", "94105-1234", "00501"])("%s is a ZIP", (text) => expect(readPostcode(us, text)).toBe(text));
  test.each(["9410", "2139", "941055", "94105-", "94105-12", "94105-12345", "M1 1AA", "", "94105\n94105", "9410S"])(
    "%j is no ZIP",
    (text) => expect(readPostcode(us, text)).toBeUndefined(),
  );

  test.each([
    "94105 1234",
    "941051234",
    " 94105 - 1234 ",
    "94105\u20131234",
    "94105\u20111234",
    "94105\u00a01234",
    "94105.1234",
    "９４１０５－１２３４",
    "\u200e94105-1234\u200e",
    "94105\t1234",
  ])("%j is a ZIP+4, and written as one", (text) => expect(readPostcode(us, text)).toBe("94105-1234"));

  test.each([
    "01310-100",
    "01310100",
    "01.310-100",
    "01310 100",
    "01.310.100",
    "01310\u2013100",
    "01310\u2212100".replace("\u2212", "\u2010"),
    "\u00a001310-100",
    "01310 - 100",
    "０１３１０-１００",
    "01 310 100",
  ])("%j is a CEP, and written as one", (text) => expect(readPostcode(br, text)).toBe("01310-100"));
  test.each(["01310", "01310-10", "013101000", "0131O-100"])("%s is no CEP", (text) =>
    expect(readPostcode(br, text)).toBeUndefined(),
  );

  test.each(["M1 1AA", "M60 1NW", "CR2 6XH", "DN55 1PT", "W1A 1HQ", "EC1A 1BB", "N1P 1AA", "GIR 0AA"])(
    "%s is a postcode",
    (text) => expect(readPostcode(uk, text)).toBe(text),
  );
  test.each([
    "SW1A1AA",
    "sw1a 1aa",
    "SW1A  1AA",
    "SW1A\u00a01AA",
    "SW1A\u202f1AA",
    "SW1A-1AA",
    "SW1A.1AA",
    "S W 1 A 1 A A",
    " SW1A 1AA\u200b",
    "ＳＷ１Ａ　１ＡＡ",
    "SW1A\t1AA",
  ])("%j is a postcode, and written as one", (text) => expect(readPostcode(uk, text)).toBe("SW1A 1AA"));
  test("where the outward part ends follows from the end, not from the space", () => {
    expect(["M11AA", "M1  1AA", "M111AA", "M1 11AA"].map((text) => readPostcode(uk, text))).toEqual([
      "M1 1AA",
      "M1 1AA",
      "M11 1AA",
      "M11 1AA",
    ]);
  });
  test.each(["QQ1 1AA", "M1 1AC", "A12 77Y", "M1", "1AA", "SW1A 1A", "SW1A 1AA 1", "SW1A/1AA"])(
    "%s is no postcode",
    (text) => expect(readPostcode(uk, text)).toBeUndefined(),
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
    expect(["01.310", " 01310 ", "０１３"].map((text) => readPostcodePrefix(br, text))).toEqual([
      "01310",
      "01310",
      "013",
    ]);
    expect(readPostcodePrefix(uk, " ｓw1a\u00a0")).toBe("SW1A");
    expect(readPostcodePrefix(br, "40")).toBeUndefined();
    expect(readPostcodePrefix(uk, "SW1A 1")).toBeUndefined();
  });
});

test("where no way of writing is named, a code is kept as it was typed, in upper case", () => {
  const { writing: _, ...address } = uk.address;
  expect(readPostcode({ address }, " sw1a 1aa ")).toBe("SW1A 1AA");
  expect(readPostcode({ address }, "SW1A1AA")).toBeUndefined();
});
