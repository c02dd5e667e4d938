import { describe, expect, test } from "vitest";
import { groupsOf, isMachine, type TokenRequest, tokenOf, tokenTrigger } from "./pre-token.ts";
import { centralGroups, marketGroups } from "./roles.ts";

const asked = (groups: string[], scopes?: string[]): TokenRequest & { response: object } => ({
  triggerSource: "TokenGeneration_Authentication",
  request: { userAttributes: { sub: "user-1" }, groupConfiguration: { groupsToOverride: groups }, scopes },
  response: {},
});
const sellers = (...ids: string[]) => ({ sellersOf: async (user: string) => (user === "user-1" ? ids : []) });

describe("the token of a person", () => {
  test("has the scopes of the groups", () =>
    expect(tokenOf(asked(["moderator"]), marketGroups, []).accessTokenGeneration?.scopesToAdd).toEqual([
      "sellers/read",
      "listings/read",
    ]));

  test("has each scope once where groups overlap", () => {
    const { scopesToAdd = [] } = tokenOf(asked(["moderator", "support"]), marketGroups, []).accessTokenGeneration ?? {};
    expect(new Set(scopesToAdd).size).toBe(scopesToAdd.length);
  });

  test("has nothing that was only asked for", () => {
    const token = tokenOf(asked(["moderator"], ["orders/import", "listings/read"]), marketGroups, []);
    expect(token.accessTokenGeneration?.scopesToSuppress).toEqual(["aws.cognito.signin.user.admin", "orders/import"]);
  });

  test("has nothing of groups that nobody declared", () => {
    for (const group of ["leadership", "constructor", "__proto__", ""])
      expect(tokenOf(asked([group]), marketGroups, []).accessTokenGeneration?.scopesToAdd).toEqual([]);
    expect(tokenOf(asked(["operations"]), centralGroups, []).accessTokenGeneration?.scopesToAdd).toEqual([]);
  });
});

describe("the trigger", () => {
  const claims = async (event: TokenRequest & { response: object }, ...ids: string[]) => {
    const { response } = await tokenTrigger(marketGroups, sellers(...ids))(event);
    return (response as { claimsAndScopeOverrideDetails?: { accessTokenGeneration?: object } })
      .claimsAndScopeOverrideDetails?.accessTokenGeneration;
  };

  test("binds a seller to the sellers of the membership", async () =>
    expect(await claims(asked(["seller"]), "one", "THE SHOP")).toMatchObject({
      claimsToAddOrOverride: { sellerIds: "one THE%20SHOP" },
    }));

  test("binds nobody else, whatever the table says", async () =>
    expect(await claims(asked(["support"]), "one")).not.toHaveProperty("claimsToAddOrOverride"));

  test("leaves a machine's token as its client is configured", async () => {
    const machine = { triggerSource: "TokenGeneration_ClientCredentials", request: {}, response: {} };
    expect(isMachine(machine)).toBe(true);
    expect(groupsOf(machine)).toEqual([]);
    expect(await tokenTrigger(marketGroups, sellers("one"))(machine)).toBe(machine);
  });

  test("signs nothing when memberships cannot be read", async () => {
    const broken = { sellersOf: () => Promise.reject(new Error("the table is away")) };
    await expect(tokenTrigger(marketGroups, broken)(asked(["seller"]))).rejects.toThrow();
  });
});
