import { describe, expect, test } from "vitest";
import { allRoutes } from "#test/support/manifests";

/** What clients were promised: each route and the scope it asks for. A line may be added, none may change. */
const promised: readonly (readonly [route: string, scope: string])[] = [
  ["PUT /sellers/{sellerId}", "sellers/write"],
  ["GET /sellers/{sellerId}", "sellers/read"],
  ["PUT /sellers/{sellerId}/listings/{sku}", "listings/write"],
  ["GET /sellers/{sellerId}/listings/{sku}", "listings/read"],
  ["GET /listings", "listings/read"],
  ["PUT /sellers/{sellerId}/stock/{sku}", "stock/write"],
  ["GET /sellers/{sellerId}/stock/{sku}", "stock/read"],
  ["POST /orders", "orders/place"],
  ["GET /orders/{id}", "orders/read"],
  ["GET /orders", "orders/read"],
  ["POST /orders/{id}/cancellation", "orders/cancel"],
  ["GET /shipments/{id}", "shipments/read"],
  ["GET /shipments", "shipments/read"],
  ["POST /shipments/{id}/dispatch", "shipments/write"],
  ["POST /shipments/{id}/delivery", "shipments/write"],
  ["POST /payments/notifications/{provider}", "none: signature"],
  ["GET /reconciliation", "reconciliation/read"],
  ["GET /reconciliation/batches", "reconciliation/read"],
  ["GET /health", "none"],
];
const promisedByTheCentre: typeof promised = [
  ["GET /feed", "feed/read"],
  ["GET /reports/sales", "reports/read"],
  ["GET /health", "none"],
];

/** The parameter's own name is nobody's promise. */
const sameShape = (key: string): string => key.replace(/\{[^}]+\}/g, "{}");
const routes = await allRoutes("market");
const ofTheCentre = await allRoutes("central");
const open = (key: string) => (key.startsWith("POST /payments/notifications/") ? "none: signature" : "none");

describe("routes", () => {
  test.each([
    ["a market", routes, promised],
    ["the centre", ofTheCentre, promisedByTheCentre],
  ])("of %s are those that were promised, with their scopes", (_, here, those) => {
    const declared = here.map(({ route }) => `${sameShape(route.key)} ${route.scope ?? open(route.key)}`);
    expect(declared.sort()).toEqual(those.map(([key, scope]) => `${sameShape(key)} ${scope}`).sort());
  });

  test("of the centre change nothing", () =>
    expect(ofTheCentre.filter(({ route }) => !route.key.startsWith("GET "))).toEqual([]));

  test("that move money or stock by POST ask for an Idempotency-Key", () => {
    const without = routes.filter(({ route }) => route.key.startsWith("POST ") && route.scope && !route.idempotent);
    expect(without.map(({ route }) => route.key)).toEqual([]);
  });

  test("that replace something honour If-Match", () => {
    const without = routes.filter(({ route }) => route.key.startsWith("PUT ") && !route.conditional);
    expect(without.map(({ route }) => route.key)).toEqual([]);
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
