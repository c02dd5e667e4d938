import { expect, test } from "vitest";
import { centralGroups, centralScopes, marketGroups, marketMachines, marketScopes } from "./roles.ts";

test("operations may do all of the market, and leadership all of the centre", () => {
  expect(marketGroups.operations).toEqual(marketScopes);
  expect(centralGroups.leadership).toEqual(centralScopes);
});

test("no role is granted a scope that no resource server has", () => {
  for (const scopes of [...Object.values(marketGroups), ...Object.values(marketMachines)])
    expect(scopes.filter((scope) => !marketScopes.includes(scope))).toEqual([]);
});

test("a market's scopes and the centre's have nothing in common", () =>
  expect(centralScopes.filter((scope) => (marketScopes as readonly string[]).includes(scope))).toEqual([]));

test("only operations and machines that take over orders may import them or open sellers", () => {
  const { operations, ...people } = marketGroups;
  for (const scopes of Object.values(people) as readonly (readonly string[])[])
    expect(scopes).not.toEqual(expect.arrayContaining(["orders/import"]));
  expect(marketMachines.storefront).not.toContain("orders/import");
  expect(operations).toContain("sellers/write");
});
