import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { problemsOf } from "./definition-check.ts";
import * as br from "./definitions/br/index.ts";
import * as uk from "./definitions/uk/index.ts";
import * as us from "./definitions/us/index.ts";
import { decidedAmong, marketByCode, markets, refusal, requireDeployable } from "./directory.ts";
import * as definitions from "./index.ts";
import { isTaxId, paymentRules } from "./serving.ts";
import { undecided } from "./undecided.ts";

describe.each(markets.map((market) => [market.code, market] as const))("the definition of %s", (code, market) => {
  test("can be deployed", () => expect(problemsOf(market)).toEqual([]));

  test("is listed under its own code", () => expect(Object.entries(definitions)).toContainEqual([code, market]));

  test("has at least three nodes, each in another zone", () => {
    const zones = new Set(market.nodes.map(({ zone }) => zone));
    expect(zones.size).toBeGreaterThanOrEqual(3);
  });

  test("knows every zone that its postcodes lead to by name and place", () => {
    for (const [id, { name }] of Object.entries(market.delivery.zones)) expect(`${id}: ${name}`).toMatch(/: \S/);
  });

  test("publishes figures of eleven and more, none of whom is more than half", () => {
    expect(market.reporting).toMatchObject({ k: 11, dominancePercent: 50, windowSeconds: 3600 });
  });

  test("is a plain value that can be written as JSON, but for its patterns", () => {
    const written = JSON.parse(JSON.stringify(market, (_, value) => (value instanceof RegExp ? `${value}` : value)));
    expect(written.code).toBe(code);
  });
});

describe("slices", () => {
  const valuesOf = async (file: string): Promise<readonly string[]> =>
    Object.keys(await import(new URL(file, import.meta.url).href));
  const filesIn = (folder: string) => readdirSync(new URL(folder, import.meta.url));
  const slices = filesIn("schema").filter((file) => !["figures.ts", "provenance.ts"].includes(file));

  test.each(markets.map(({ code }) => code))(
    "of %s are those of the schema, and hold what their namesakes ask for",
    async (code) => {
      const own = ["index.ts", "provenance.ts", "zones.ts"];
      expect(filesIn(`definitions/${code}`).sort()).toEqual([...slices, ...own].sort());
      for (const slice of slices)
        expect(await valuesOf(`definitions/${code}/${slice}`)).toEqual(await valuesOf(`schema/${slice}`));
    },
  );
});

test("markets do not overlap: no code, region or country is claimed twice", () => {
  const claims = markets.flatMap(({ code, region, countries }) => [code, region, ...countries]);
  expect(new Set(claims).size).toBe(claims.length);
});

// further markets may have been opened: no test says how many there are
test.each([
  ["br", "sa-east-1", "BRL"],
  ["uk", "eu-west-2", "GBP"],
  ["us", "us-east-1", "USD"],
])("the live market %s stands in its region %s, with its currency %s", (code, region, currency) =>
  expect(marketByCode(code)).toMatchObject({ region, currency: { code: currency } }),
);

test("a market is found by its code, and nothing by a code that names none", () => {
  expect(marketByCode("br")).toBe(br);
  expect(marketByCode("BR")).toBeUndefined();
});

test("nothing is deployed while a person has something to decide", () => {
  expect(() => requireDeployable(markets)).not.toThrow();
  expect(() => requireDeployable([...markets, { ...us, code: "xx", region: undecided(us.region) }])).toThrow(
    /xx: region: is copied/,
  );
});

test("what one market has to decide stops no other, and is said as synth says it", () => {
  const open = { ...us, code: "xx", region: undecided(us.region) };
  const { decided, undecided: left } = decidedAmong([...markets, open]);
  expect(decided).toEqual(markets);
  expect(left).toEqual([{ code: "xx", faults: ["region: is copied, and still has to be decided"] }]);
  expect(refusal(left)).toBe("these markets cannot be deployed:\n  xx: region: is copied, and still has to be decided");
  expect(() => requireDeployable(decided)).not.toThrow();
});

test("a copy of a market from which the marks were only taken away is refused", () =>
  expect(() => requireDeployable([...markets, { ...us, code: "xx" }])).toThrow(
    /xx: region: us-east-1 is where us is\n[\s\S]*xx: delivery.parcelCosts: is that of us, word for word/,
  ));

test("#market outside a bundle refuses to be any market", async () => {
  await expect(import("./no-market.ts")).rejects.toThrow("names no market");
});

test("each market offers its own methods of payment", () => {
  expect(us.payments.methods.map(({ method }) => method)).toEqual(["card"]);
  expect(uk.payments.methods.map(({ method }) => method)).toEqual(["card"]);
  expect(br.payments.methods.map(({ method }) => method)).toEqual(["card", "pix", "boleto", "voucher"]);
});

test("an authorisation outlives the hold and is asked for again before it ends", () => {
  for (const rules of markets.flatMap(({ payments }) => payments.methods)) {
    if (rules.captureMode === "immediate") continue;
    expect(rules.authorisationSeconds).toBeGreaterThan(rules.holdSeconds);
    expect(rules.reauthoriseBeforeSeconds ?? 0).toBeLessThan(rules.authorisationSeconds);
  }
});

test("a boleto may be paid days later, a Pix within the half hour", () => {
  expect(paymentRules(br, "boleto")?.holdSeconds).toBe(432_000);
  expect(paymentRules(br, "pix")?.holdSeconds).toBe(1_800);
});

test.each([
  [us, "91-1144442", true],
  [us, "911144442", true],
  [us, "9-11144442", false],
  [uk, "GB 980 7806 84", true],
  [uk, "980780684", true],
  [uk, "98078068", false],
  [br, "390.533.447-05", true],
  [br, "16.727.230/0001-97", true],
  [br, "12.ABC.345/01DE-35", true],
  [br, "390.533.447-0X", false],
])("a tax number is known by its form (%#)", (market, text, known) => {
  expect(isTaxId(market, text)).toBe(known);
});

test("withdrawal ends on the days the law names: received 2 March 2026", () => {
  const lastDay = (days = 0) => new Date(Date.UTC(2026, 2, 2 + days)).toISOString().slice(0, 10);
  expect(lastDay(uk.returns[0]?.withdrawalDays)).toBe("2026-03-16");
  expect(lastDay(br.returns[0]?.withdrawalDays)).toBe("2026-03-09");
});
