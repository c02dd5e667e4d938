import { describe, expect, test } from "vitest";
import * as z from "zod/mini";
import { marketGroups } from "#access/roles";
import { frontDoorRoutes } from "#platform/front-door";
import { isProblem, type Problem } from "#platform/problem";
import { type GatewayEvent, readRequest } from "#platform/request";
import { allRoutes } from "#test/support/manifests";
import { promisedRoutes } from "#test/support/promised-routes";

const promised = Object.entries(promisedRoutes).map(([key, { scope }]) => [key, scope] as const);
const promisedByTheCentre: typeof promised = [
  ["GET /feed", "feed/read"],
  ["GET /reports/sales", "reports/read"],
  ["GET /health", "open"],
];

/** The parameter's own name is nobody's promise. */
const sameShape = (key: string): string => key.replace(/\{[^}]+\}/g, "{}");
const routes = await allRoutes("market");
const ofTheCentre = await allRoutes("central");
const isOpen = ({ raw }: { readonly raw?: boolean }) => (raw ? "open: signature" : "open");

describe("routes", () => {
  test.each([
    ["a market", routes, promised],
    ["the centre", ofTheCentre, promisedByTheCentre],
  ])("of %s are those that were promised, with their scopes", (_, here, those) => {
    const declared = here.map(({ route }) => `${sameShape(route.key)} ${route.scope ?? isOpen(route)}`);
    expect(declared.sort()).toEqual(those.map(([key, scope]) => `${sameShape(key)} ${scope}`).sort());
  });

  test("that take a token have an example, so that the matrix of callers walks them", () => {
    const without = Object.entries(promisedRoutes).filter(
      ([, { scope, example }]) => scope !== "open: signature" && !example,
    );
    expect(without.map(([key]) => key)).toEqual([]);
  });

  test("of the centre change nothing", () =>
    expect(ofTheCentre.filter(({ route }) => !route.key.startsWith("GET "))).toEqual([]));

  test("that ask a market for a token say what callers get who are bound to sellers, and what outsiders are answered", () => {
    const guarded = routes.filter(({ route }) => route.scope !== undefined);
    expect(guarded.filter(({ route }) => !route.boundSellers).map(({ route }) => route.key)).toEqual([]);
    const wrong = guarded.filter(
      ({ route }) => (route.boundSellers === "own") !== (promisedRoutes[route.key]?.toOutsiders !== undefined),
    );
    expect(wrong.map(({ route }) => `${route.key} is ${route.boundSellers}`)).toEqual([]);
  });

  test("that are not for sellers are those that no seller was promised, and ask for what sellers may not", () => {
    const none = routes.filter(({ route }) => route.boundSellers === "none");
    const promisedToNone = Object.entries(promisedRoutes).filter(
      ([, { scope, toOutsiders }]) => !scope.startsWith("open") && !toOutsiders,
    );
    expect(none.map(({ route }) => route.key).sort()).toEqual(promisedToNone.map(([key]) => key).sort());
    expect(none.map(({ route }) => route.key)).toContain("POST /orders");
    const sellers: readonly string[] = marketGroups.seller;
    expect(none.filter(({ route }) => sellers.includes(route.scope ?? ""))).toEqual([]);
  });

  test("that move money or stock by POST ask for an Idempotency-Key", () => {
    const without = routes.filter(({ route }) => route.key.startsWith("POST ") && route.scope && !route.idempotent);
    expect(without.map(({ route }) => route.key)).toEqual([]);
  });

  test("that replace something honour If-Match", () => {
    const without = routes.filter(({ route }) => route.key.startsWith("PUT ") && !route.conditional);
    expect(without.map(({ route }) => route.key)).toEqual([]);
  });

  test.each([...routes, ...ofTheCentre].map(({ route }) => route).filter(({ raw, key }) => !raw && key !== "$default"))(
    "$key refuses a parameter that it does not know",
    (route) => {
      const requestContext = {};
      const asked = { headers: {}, queryStringParameters: { stauts: "x" }, body: "{}", requestContext };
      const answer = readRequest({ ...route, idempotent: false }, asked as unknown as GatewayEvent);
      expect(isProblem(answer) && (answer as Problem).errors).toContainEqual({
        pointer: "query:stauts",
        detail: "is not a parameter of this route",
      });
    },
  );

  test("that there are none at any other address is said, with whatever parameters", () => {
    const { nothing } = frontDoorRoutes("", z.object({}));
    const asked = { headers: {}, queryStringParameters: { limit: "1" }, body: "{}", requestContext: {} };
    expect(isProblem(readRequest(nothing, asked as unknown as GatewayEvent))).toBe(false);
  });

  test("check every parameter of their path", () => {
    const wrong = routes.flatMap(({ route }) => {
      const named = [...route.key.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name);
      const checked =
        route.path && "def" in route.path
          ? Object.keys((route.path as { def: { shape?: object } }).def.shape ?? {})
          : [];
      return named.sort().join() === checked.sort().join()
        ? []
        : [`${route.key} checks ${checked.join(", ") || "nothing"}`];
    });
    expect(wrong).toEqual([]);
  });
});
