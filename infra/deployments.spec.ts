import { describe, expect, test } from "vitest";
import { chosenDeployments, dev, homeOf, linksIn, local, prod, withLinks } from "./deployments.ts";

describe("a command", () => {
  test("that names no deployment means all that are on AWS", () =>
    expect(chosenDeployments(undefined)).toEqual([dev, prod]));

  test("that names one means that one", () => expect(chosenDeployments("local")).toEqual([local]));

  test("that names none there is is told which there are", () =>
    expect(() => chosenDeployments("stage")).toThrow("no deployment is called stage; there are local, dev, prod"));

  test("may cut a market loose in the deployment it names, and in no other way", () => {
    const [changed] = chosenDeployments("local", "xx=detached");
    expect(changed && homeOf(changed, "xx").centralLink).toBe("detached");
    expect(() => chosenDeployments(undefined, "xx=detached")).toThrow("name it");
    expect(() => chosenDeployments("local", "xx=gone")).toThrow('"xx=gone" is no link');
  });
});

describe("a market", () => {
  test("that nobody gave a home lives where new markets live", () =>
    expect(homeOf(prod, "xx")).toEqual(prod.otherMarkets));

  test("keeps its account and its limits when its link changes", () => {
    expect(homeOf(withLinks(prod, linksIn("xx=detached,yy=attached")), "xx")).toEqual({
      ...homeOf(prod, "xx"),
      centralLink: "detached",
    });
  });
});
