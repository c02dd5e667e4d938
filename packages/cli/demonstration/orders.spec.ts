import { expect, test } from "vitest";
import { instantOf } from "#kernel/time";
import { markets } from "#markets/directory";
import { readPostcode } from "#markets/serving";
import { sellersFor } from "./catalogue.ts";
import { ordersFor, spare } from "./orders.ts";

const now = instantOf(Date.parse("2026-11-01T12:00:00Z"));

test.each(markets.map((market) => [market.code, market] as const))(
  "%s: the demonstration fits the market",
  (_, market) => {
    const nodes = market.nodes.map(({ id }) => id);
    const methods = market.payments.methods.map(({ method }) => method as string);
    for (const { postcode, listings } of sellersFor(market)) {
      expect(readPostcode(market, postcode ?? "")).toBe(postcode);
      for (const { category } of listings) expect(market.categories).toContain(category);
    }
    for (const { request, wanted } of ordersFor(market, now)) {
      expect(market.countries).toContain(request.buyer.country);
      expect(market.channels).toContain(request.channel);
      expect(methods).toContain(request.payment.method);
      for (const { nodeId, price } of wanted) {
        expect(nodes).toContain(nodeId);
        expect(price.currency).toBe(market.currency.code);
      }
    }
    expect(spare(market, now).length).toBeGreaterThan(10);
  },
);

test("three markets see some forty orders of every kind, the same at every start", () => {
  const orders = markets.flatMap((market) => ordersFor(market, now));
  expect(orders.length / markets.length).toBeGreaterThan(12);
  expect(new Set(orders.map(({ finalState }) => finalState?.kind))).toEqual(
    new Set([undefined, "cancelled", "dispatched", "delivered"]),
  );
  expect(orders.some(({ request }) => request.payment.token === "tok_declined")).toBe(true);
  expect(orders.some(({ request }) => new Set(request.lines.map(({ sellerId }) => sellerId)).size > 2)).toBe(true);
  const again = markets.flatMap((market) => ordersFor(market, instantOf(Date.parse("2027-03-01T12:00:00Z"))));
  expect(again.map(({ request }) => request)).toEqual(orders.map(({ request }) => request));
});
