import { expect, test } from "vitest";
import { minor } from "#kernel/money";
import { problemsOf } from "./definition-check.ts";
import * as uk from "./definitions/uk/index.ts";
import * as us from "./definitions/us/index.ts";
import { orderCeilings } from "./order-ceilings.ts";
import type { MarketDefinition } from "./schema.ts";
import { undecided } from "./undecided.ts";

/** What a mistake in the definition is answered with. */
const problems = (change: Partial<MarketDefinition>) => problemsOf({ ...us, ...change });
const delivery = (change: Partial<MarketDefinition["delivery"]>) =>
  problems({ delivery: { ...us.delivery, ...change } });

type Elsewhere = NonNullable<MarketDefinition["address"]["elsewhere"]>[number];
const elsewhere = (change: Partial<Elsewhere>) => {
  const [first] = uk.address.elsewhere as [Elsewhere];
  return { ...uk, address: { ...uk.address, elsewhere: [{ ...first, ...change }] } };
};

test("a field that nobody declared is refused", () => {
  expect(problemsOf({ ...us, motto: "E pluribus unum" })).toEqual([expect.stringContaining("motto")]);
});

test("a missing field is named", () => {
  const { currency: _, ...rest } = us;
  expect(problemsOf(rest)).toEqual([expect.stringMatching(/^currency: /)]);
});

test("what was copied and not decided is named, and nothing else is looked at before it is", () => {
  const copied = { ...us, code: "xx", region: undecided(us.region), tax: undecided(us.tax), name: "" };
  expect(problemsOf({ ...copied, delivery: { ...us.delivery, zones: undecided(us.delivery.zones) } })).toEqual([
    "delivery.zones: is copied, and still has to be decided",
    "region: is copied, and still has to be decided",
    "tax: is copied, and still has to be decided",
  ]);
});

test("what is no definition at all is answered, not thrown at", () => {
  for (const nothing of [undefined, null, 3, "us", []]) expect(problemsOf(nothing)).toHaveLength(1);
});

test("an amount that is no whole number of minor units is refused", () => {
  const payout = us.payout.map((entry) => ({ ...entry, minimum: 1.5 }));
  expect(problemsOf({ ...us, payout })).toEqual([expect.stringMatching(/^payout\.0\.minimum: must be a whole number/)]);
});

test("a rate without a source, or with one of unknown weight, is refused", () => {
  const payout = us.payout.map((entry) => ({ ...entry, source: "somewhere" }));
  expect(problems({ payout })).toEqual(["payout.0.source: must end in [C], [S] or [U]"]);
});

test("the same thing through time leaves no day out and answers no day twice", () => {
  const [entry] = us.payout as [MarketDefinition["payout"][number]];
  const years = (...spans: [string, string | null][]) =>
    problems({ payout: spans.map(([validFrom, validTo]) => ({ ...entry, validFrom, validTo })) });
  expect(years(["2026-01-01", "2026-12-31"], ["2027-01-01", null])).toEqual([]);
  expect(years(["2026-01-01", "2026-12-31"], ["2027-01-02", null])).toHaveLength(1);
  expect(years(["2026-01-01", "2026-12-31"], ["2026-12-31", null])).toHaveLength(1);
  expect(years(["2026-01-01", null], ["2027-01-01", null])).toHaveLength(1);
  expect(years(["2026-01-01", "2025-12-31"])).toHaveLength(1);
  expect(years(["2026-02-30", null])).toHaveLength(1);
});

test("a single rate must not end before it begins either", () => {
  const fees = us.fees.map((fee) => ({ ...fee, validTo: "2020-01-01" }));
  expect(problems({ fees })[0]).toBe("fees.0: must not end before it begins");
});

test("no market may take the name of the centre", () => {
  expect(problems({ code: "central" })).toEqual(["code: is taken by the centre"]);
});

test("a pattern that matches a part of the text only, or remembers, is refused", () => {
  expect(problems({ address: { ...us.address, postcodePrefix: /\d{3}/ } })).toHaveLength(1);
  expect(problems({ address: { ...us.address, postcodePrefix: /^\d{3}$/g } })).toHaveLength(1);
});

test("a sample that does not fit the market's pattern is named", () => {
  expect(problems({ address: { ...us.address, samples: ["94105", "10001", "M1 1AA"] } })).toEqual([
    "address.samples: M1 1AA does not fit the pattern",
  ]);
});

test("a node must stand where its postcode says", () => {
  const nodes = us.nodes.map((node) => (node.id === "dallas" ? { ...node, zone: "OK" } : node));
  expect(problems({ nodes })).toEqual(["nodes.dallas: 75241 is not in OK"]);
});

test("two nodes are too few, and two of one name one too many", () => {
  expect(problems({ nodes: us.nodes.slice(0, 2) })[0]).toMatch(/^nodes: /);
  expect(problems({ nodes: [...us.nodes, ...us.nodes.slice(0, 1)] })).toContain("nodes: joliet stands twice");
});

test("a zone that is mentioned must exist", () => {
  expect(delivery({ defaultZone: "ZZ" })).toEqual(["delivery.defaultZone: ZZ is no zone"]);
  const rows = `${us.delivery.zoneResolution.rows} QQ 999`;
  expect(delivery({ zoneResolution: { ...us.delivery.zoneResolution, rows } })).toEqual([
    "delivery.zoneResolution.rows: QQ is no zone",
  ]);
});

test("farther must not be cheaper, and every node must have its handling", () => {
  const [rates] = us.delivery.parcelCosts as [MarketDefinition["delivery"]["parcelCosts"][number]];
  const carriage = [...rates.carriage].reverse();
  expect(delivery({ parcelCosts: [{ ...rates, carriage }] })).toHaveLength(1);
  expect(delivery({ parcelCosts: [{ ...rates, handling: { joliet: minor(1) } }] })).toHaveLength(1);
});

test("no market may promise more than is technically possible in one order", () => {
  const { maximumLines, maximumQuantity } = {
    maximumLines: orderCeilings.lines,
    maximumQuantity: orderCeilings.quantity,
  };
  const limits = (change: Partial<MarketDefinition["orderLimits"]>) =>
    problems({ orderLimits: { ...us.orderLimits, ...change } });
  expect(limits({ maximumLines, maximumQuantity })).toEqual([]);
  expect(limits({ maximumLines: maximumLines + 1, maximumQuantity: maximumQuantity + 1 })).toEqual([
    "orderLimits.maximumLines: must be at most 1000, the technical limit",
    "orderLimits.maximumQuantity: must be at most 100000, the technical limit",
  ]);
  expect(limits({ maximumLines: 0 })).toHaveLength(1);
});

test("the more nodes there are, the fewer lines an order may have", () => {
  const nodes = [...us.nodes, ...us.nodes.slice(0, 1).map((node) => ({ ...node, id: "fifth" }))];
  const lines = (maximumLines: number) => problems({ nodes, orderLimits: { ...us.orderLimits, maximumLines } });
  const tooMany = "orderLimits.maximumLines: must be at most 800 with 5 nodes, the technical limit";
  expect(lines(801)).toContain(tooMany);
  expect(lines(800)).not.toContain(tooMany);
});

test("the categories must end in other, and none may stand twice", () => {
  expect(problems({ categories: ["gin", "gin"] })).toEqual([
    "categories: gin stands twice",
    'categories: must offer "other", where all else ends',
  ]);
});

test("on every subject somebody decides, at any time, and only one", () => {
  const [first, ...rest] = us.autonomy as [MarketDefinition["autonomy"][number]];
  expect(problems({ autonomy: rest })).toEqual([expect.stringContaining("sales-target")]);
  expect(problems({ autonomy: [first, ...us.autonomy] })).toHaveLength(1);
  expect(problems({ autonomy: [{ ...first, validTo: "2026-12-31" }, ...rest] })).toHaveLength(1);
});

test("the reporting zone is one of the market's own and known to the clock", () => {
  expect(problems({ time: { zones: ["Europe/London"], reporting: "Europe/Paris" } })).toContain(
    "time.zones: lacks Europe/Paris",
  );
  expect(problemsOf({ ...uk, time: { zones: ["Europe/Atlantis"], reporting: "Europe/London" } })).toEqual([
    "time.zones.0: is no IANA time zone",
  ]);
});

test("the finest window is an hour or a part of one: others have no name in figures", () => {
  const every = (windowSeconds: number) => problems({ reporting: { ...us.reporting, windowSeconds } });
  expect([3_600, 900, 5].flatMap(every)).toEqual([]);
  for (const length of [7_200, 3_599, 7]) expect(every(length)).toEqual([expect.stringContaining("windowSeconds")]);
});

test("no pattern remembers where it matched", () =>
  expect(problemsOf(elsewhere({ postcodes: /^JE/g }))).toEqual(["address.elsewhere.0.postcodes: must carry no flags"]));

test("land elsewhere is no country of the market, and none of its own samples lies there", () => {
  expect(problemsOf(elsewhere({ country: "GB" }))).toEqual(["address.elsewhere: GB is one of the countries served"]);
  expect(problemsOf(elsewhere({ postcodes: /^W1A/ }))).toEqual(["address.samples: W1A 1HQ is not served"]);
  expect(problemsOf(elsewhere({ source: "somewhere" }))).toEqual([
    "address.elsewhere.0.source: must end in [C], [S] or [U]",
  ]);
});

type Territory = NonNullable<MarketDefinition["address"]["territories"]>[number];
test("a territory belongs to a country of the market, and is a zone of it", () => {
  const [territory, ...others] = us.address.territories as [Territory, ...Territory[]];
  const changed = (change: Partial<typeof territory>) =>
    problems({ address: { ...us.address, territories: [{ ...territory, ...change }, ...others] } });
  expect(changed({ region: "ZZ" })).toEqual(["address.territories.AS: ZZ is no zone"]);
  expect(changed({ of: "GB" })).toEqual(["address.territories.AS: GB is not served"]);
  expect(changed({ country: "US" })).toContain("address.territories.US: is one of the countries itself");
});

test("a node's name fits into a request", () => {
  const [first, ...rest] = us.nodes as [MarketDefinition["nodes"][number]];
  const id = "n".repeat(33);
  const [rates] = us.delivery.parcelCosts as [MarketDefinition["delivery"]["parcelCosts"][number]];
  const { joliet, ...handling } = rates.handling;
  const parcelCosts = [{ ...rates, handling: { ...handling, [id]: joliet ?? minor(0) } }];
  expect(problems({ nodes: [{ ...first, id }, ...rest], delivery: { ...us.delivery, parcelCosts } })).toEqual([
    expect.stringContaining("nodes.0.id"),
  ]);
});
