import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { markets } from "../directory.ts";
import { type TrackingStatus, trackingStatus } from "./tracking-numbers.ts";

const carriers = new Map(markets.flatMap(({ code, carriers }) => carriers.map((one) => [`${code} ${one.id}`, one])));
const statusOf = (carrier: string, number?: string): TrackingStatus =>
  trackingStatus(carriers.get(carrier) ?? expect.fail(`there is no carrier ${carrier}`), number);

const valid: Readonly<Record<string, readonly string[]>> = {
  "uk royal-mail": ["RB123456785GB", "rb 123 456 785 gb", "RB-123456785-GB", "AA473124829GB", "AA000000005GB"],
  "br correios": ["AA473124829BR", "QB 473124829 BR", "SS000000005BR"],
  "us ups": [
    "1Z5R89390357567127",
    "1Z879E930346834440",
    "1Z999AA10123456784",
    "1z 999 aa1 01 2345 6784",
    "1Z410E7W0392751591",
  ],
  "us usps": [
    ...["9400111206206406260787", "9405803699300124287899", "9400 1112 0108 0805 4830 16", "EA473124829US"],
    ...["9505 5110 6960 5048 6006 24", "9361 2898 7870 0317 6337 95", "92748931507708513018050063"],
    ...["420 22153 9101026837331000039521", "4201028200009261290113185417468510", "0307 1790 0005 2348 3741"],
    "7196 9010 7560 0307 7385",
  ],
  "us fedex": [
    ...["986578788855", "477179081230", "799531274483", "7905 3531 2317", "974367662710"],
    ...["1001921334250001000300779017972697", "9622001900000000000000776632517510"],
    ...[
      "0414 4176 0228 964",
      "5682 8361 0012 000",
      "9611020987654312345672",
      "61299998820821171811",
      "9261292700768711948021",
    ],
  ],
};
const invalid: Readonly<Record<string, readonly string[]>> = {
  "uk royal-mail": ["RB123456786GB", "RB123456785US", "RB123456785", "B123456785GB", "TRACK 1", "1Z5R89390357567127"],
  "br correios": ["AA473124828BR", "AA473124829GB", "AA47312482BR"],
  "us ups": ["1Z1111111111111111", "2Z5R89390357567127", "1Z5R8939035756712", "1Z5R89390357567128", "986578788855"],
  "us usps": [
    "9434611206206407667131",
    "RB123456786US",
    "9200000000000000000000",
    "940011120620640626078",
    "1Z5R89390357567127",
  ],
  "us fedex": [
    "996578788855",
    "1001901781990001000300617767839438",
    "5682 8361 0012 732",
    "9622001560001234567100794808390595",
    "x",
  ],
};
const cases = (numbers: typeof valid) =>
  Object.entries(numbers).flatMap(([of, all]) => all.map((one) => [of, one] as const));

describe("a tracking number", () => {
  test.each(cases(valid))("of %s is valid: %s", (carrier, number) => expect(statusOf(carrier, number)).toBe("valid"));
  test.each(cases(invalid))("of %s is none: %s", (carrier, number) =>
    expect(statusOf(carrier, number)).toBe("invalid"),
  );

  test.each(["uk evri", "uk dpd", "br jadlog", "br loggi"])("of %s is not checked: no rule is known", (carrier) =>
    expect(statusOf(carrier, "H0012A1234567890")).toBe("unchecked"),
  );

  test("that is not there is absent", () => {
    for (const carrier of carriers.keys()) expect(statusOf(carrier)).toBe("absent");
  });

  test.each(cases(valid))("of %s with one digit mistyped is told in most cases: %s", (carrier, number) => {
    const places = [...number].flatMap((digit, at) => (/\d/.test(digit) ? [at] : [])).slice(-12); // what is checked of all
    const mistyped = places.flatMap((at) =>
      [..."0123456789"].flatMap((digit) =>
        digit === number[at] ? [] : [number.slice(0, at) + digit + number.slice(at + 1)],
      ),
    );
    const unnoticed = mistyped.filter((one) => statusOf(carrier, one) === "valid");
    expect(unnoticed.length / mistyped.length).toBeLessThan(0.3);
  });

  test("of any form is answered, not thrown at", () =>
    fc.assert(
      fc.property(fc.string(), fc.constantFrom(...carriers.keys()), (number, carrier) => {
        expect(["valid", "invalid", "unchecked"]).toContain(statusOf(carrier, number));
      }),
    ));
});
