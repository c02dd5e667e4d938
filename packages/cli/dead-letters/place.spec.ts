import { describe, expect, test } from "vitest";
import { placementOf, prod } from "#infra/deployments";
import { markets } from "#markets/directory";
import { placeOnAws, requireAccount } from "./place.ts";

describe("a place of a deployment", () => {
  test.each(markets)("$code has its own account and region on AWS", ({ code, region }) =>
    expect(placeOnAws("prod", code)).toEqual({ account: placementOf(prod, code).account, region }),
  );

  test("may be the centre", () => expect(placeOnAws("prod", "central")).toMatchObject({ region: prod.centre.region }));

  test("is not on AWS when the deployment is local", () => expect(placeOnAws("local", "central")).toBeUndefined());

  test("must exist, and so must the deployment", () => {
    expect(() => placeOnAws("prod", "xx")).toThrow("there is no market xx");
    expect(() => placeOnAws("stage", "central")).toThrow('no deployment is called "stage"');
  });
});

describe("credentials", () => {
  const place = { account: "100000000001", region: "eu-north-1" };
  const inAccount = (account: string) => ({
    url: `https://sqs.eu-north-1.amazonaws.com/${account}/archipelago-aa-pay-dlq`,
  });

  test("of the place's account are taken", () =>
    expect(() => requireAccount(place, [inAccount(place.account)])).not.toThrow());

  test("of another account are refused, with the way out", () =>
    expect(() => requireAccount(place, [inAccount("100000000002")])).toThrow(
      /of account 100000000002, and .* in account 100000000001, eu-north-1; .*AWS_PROFILE/,
    ));

  test("of an account that has no such queues are refused", () =>
    expect(() => requireAccount(place, [])).toThrow("an account without these queues"));
});
