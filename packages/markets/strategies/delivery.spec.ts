import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { minor } from "#kernel/money";
import type { Instant } from "#kernel/time";
import * as br from "../definitions/br/index.ts";
import * as uk from "../definitions/uk/index.ts";
import * as us from "../definitions/us/index.ts";
import { markets } from "../directory.ts";
import type { Market } from "../schema.ts";
import { distanceZone, nearestNode, nodeById, nodesByPreference, shippingCost } from "./delivery.ts";

const today = "2026-11-22T12:00:00.000Z" as Instant;
const distances = (market: Market, zone: string) =>
  Object.fromEntries(market.nodes.map((node) => [node.id, distanceZone(market, node, zone)]));

describe("distance zones", () => {
  test.each([
    [us, "IA", { joliet: 3, allentown: 5, ontario: 7, dallas: 5 }],
    [us, "NY", { joliet: 5, allentown: 3, ontario: 8, dallas: 7 }],
    [us, "TX", { joliet: 5, allentown: 7, ontario: 6, dallas: 1 }],
    [us, "HI", { joliet: 8, allentown: 8, ontario: 8, dallas: 8 }],
    [us, "GU", { joliet: 9, allentown: 9, ontario: 9, dallas: 9 }],
    [uk, "london", { daventry: 2, doncaster: 4, livingston: 7 }],
    [uk, "highlands-and-islands", { daventry: 9, doncaster: 8, livingston: 5 }],
    [uk, "northern-ireland", { daventry: 8, doncaster: 7, livingston: 6 }],
    [br, "RJ", { cajamar: 3, brasilia: 4, cabo: 7 }],
    [br, "BA", { cajamar: 6, brasilia: 5, cabo: 4 }],
    [br, "AM", { cajamar: 8, brasilia: 7, cabo: 9 }],
  ])("from each node to where goods go (%#: %s %s)", (market, zone, expected) => {
    expect(distances(market, zone)).toEqual(expected);
  });

  test("a node's own zone is the nearest", () => {
    for (const market of markets)
      for (const node of market.nodes) expect(distanceZone(market, node, node.zone)).toBe(1);
  });

  test("a zone nobody knows is the farthest", () => {
    for (const market of markets)
      for (const node of market.nodes) expect(distanceZone(market, node, "atlantis")).toBe(9);
  });

  test("every node reaches every zone in a whole number from 1 to 9", () => {
    for (const market of markets)
      for (const node of market.nodes)
        for (const zone of Object.keys(market.delivery.zones))
          expect([1, 2, 3, 4, 5, 6, 7, 8, 9]).toContain(distanceZone(market, node, zone));
  });
});

describe("what a parcel costs", () => {
  const node = (market: Market, id: string) => nodeById(market, id) ?? expect.fail(`no node ${id}`);

  test("handling at the node and carriage by distance zone", () => {
    expect(shippingCost(us, node(us, "joliet"), "IL", today)).toBe(240 + 480);
    expect(shippingCost(us, node(us, "allentown"), "GU", today)).toBe(265 + 1190);
    expect(shippingCost(br, node(br, "cajamar"), "RJ", today)).toBe(650 + 1790);
  });

  test("the rates of the day count, by the calendar of the market; before the first began, they count too", () => {
    const [rates] = br.delivery.parcelCosts as [Market["delivery"]["parcelCosts"][number]];
    const dearer = { ...rates, validFrom: "2027-01-01", handling: { ...rates.handling, cajamar: minor(750) } };
    const parcelCosts = [{ ...rates, validTo: "2026-12-31" }, dearer];
    const market = { ...br, delivery: { ...br.delivery, parcelCosts } };
    const costAt = (at: string) => shippingCost(market, node(market, "cajamar"), "SP", at as Instant);
    expect(costAt("2011-05-01T10:00:00.000Z")).toBe(650 + 1290);
    expect(costAt("2027-01-01T02:59:59.000Z")).toBe(650 + 1290);
    expect(costAt("2027-01-01T03:00:00.000Z")).toBe(750 + 1290);
  });

  test("from one node, farther is never cheaper", () => {
    const aMarket = fc.constantFrom(...markets);
    const routes = aMarket.chain((market) => {
      const aZone = fc.constantFrom(...Object.keys(market.delivery.zones));
      return fc.tuple(fc.constant(market), fc.constantFrom(...market.nodes), aZone, aZone);
    });
    fc.assert(
      fc.property(routes, ([market, from, here, there]) => {
        const [near, far] = [distanceZone(market, from, here), distanceZone(market, from, there)];
        const [nearCost, farCost] = [shippingCost(market, from, here, today), shippingCost(market, from, there, today)];
        return Number.isSafeInteger(nearCost) && (near <= far ? nearCost <= farCost : nearCost >= farCost);
      }),
    );
  });
});

describe("the order in which nodes are chosen", () => {
  test("nearest first", () => {
    expect(nodesByPreference(br, "PE", today).map(({ id }) => id)).toEqual(["cabo", "brasilia", "cajamar"]);
    expect(nodesByPreference(uk, "highlands-and-islands", today)[0]?.id).toBe("livingston");
  });

  test("equally near, the cheaper; equally dear, the one with priority", () => {
    expect(nodesByPreference(us, "GU", today).map(({ id }) => id)).toEqual([
      "joliet",
      "dallas",
      "allentown",
      "ontario",
    ]);
    expect(nearestNode(us, "GU").id).toBe("joliet");
  });

  test.each([
    ["cajamar", br],
    ["daventry", uk],
    ["joliet", us],
  ])("the default zone leads to the market's default node, %s", (node, market) =>
    expect(nearestNode(market, market.delivery.defaultZone).id).toBe(node),
  );

  test("nobody is left out and nothing is changed", () => {
    for (const market of markets) {
      const before = market.nodes.map(({ id }) => id);
      for (const zone of Object.keys(market.delivery.zones)) {
        const order = nodesByPreference(market, zone, today).map(({ id }) => id);
        expect(order.toSorted()).toEqual(before.toSorted());
        const nearest = nearestNode(market, zone);
        expect(distances(market, zone)[nearest.id]).toBe(Math.min(...Object.values(distances(market, zone))));
      }
      expect(market.nodes.map(({ id }) => id)).toEqual(before);
    }
  });
});
