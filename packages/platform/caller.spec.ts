import { describe, expect, test } from "vitest";
import type { SellerId } from "#kernel/codes";
import { callerOf, mayActFor } from "./caller.ts";

const user = (more: Record<string, unknown>) =>
  callerOf({ sub: "user-1", client_id: "app", username: "someone", scope: "orders/read", ...more });

describe("who calls", () => {
  test("without claims nobody does, and nobody may anything", () =>
    expect(callerOf(undefined)).toMatchObject({ id: "anonymous", scopes: new Set(), groups: new Set() }));

  test("a machine is its client", () =>
    expect(callerOf({ sub: "client-1", client_id: "client-1", scope: "orders/place stock/read" })).toEqual({
      id: "client-1",
      scopes: new Set(["orders/place", "stock/read"]),
      groups: new Set(),
      sellerIds: undefined,
    }));

  test("a person is their subject, not the app they share with others", () => expect(user({}).id).toBe("user-1"));

  test.each([
    ["as the gateway writes a list", "[operations support]"],
    ["separated by commas", "operations,support"],
    ["as JSON", '["operations","support"]'],
    ["as a list", ["operations", "support"]],
  ])("groups are read %s", (_, groups) =>
    expect(user({ "cognito:groups": groups }).groups).toEqual(new Set(["operations", "support"])),
  );
});

describe("whom a caller acts for", () => {
  const seller = (sellerIds?: SellerId) => user({ "cognito:groups": "[seller]", sellerIds });

  test("callers that are bound to no seller act for all", () =>
    expect(mayActFor(user({ "cognito:groups": "[operations]" }), "anyone")).toBe(true));

  test("a seller acts for the sellers of the token only", () => {
    expect(mayActFor(seller("one two"), "two")).toBe(true);
    expect(mayActFor(seller("one two"), "three")).toBe(false);
  });

  test("a seller without sellers acts for none", () => {
    expect(mayActFor(seller(), "one")).toBe(false);
    expect(mayActFor(seller(""), "")).toBe(false);
  });

  test("who is a seller besides something else stays bound", () =>
    expect(mayActFor(user({ "cognito:groups": "[operations seller]", sellerIds: "one" }), "two")).toBe(false));

  test("a claim without the group binds nobody and frees nobody", () =>
    expect(user({ sellerIds: "one" }).sellerIds).toBeUndefined());

  test("ids with blanks, commas and brackets arrive as they are", () => {
    const claim = "THE%20SHOP a%2Cb x(1) A%26B's";
    const ids = new Set(["THE SHOP", "a,b", "x(1)", "A&B's"]);
    expect(seller(claim).sellerIds).toEqual(ids);
    expect(seller(`[${claim}]`).sellerIds).toEqual(ids);
  });

  test("a claim that is not well formed names no seller", () =>
    expect(seller("%E0%A4%A").sellerIds).toEqual(new Set()));
});
