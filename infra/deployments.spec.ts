import { describe, expect, test } from "vitest";
import { chosenDeployments, dev, linksIn, local, placementOf, prod, withLinks } from "./deployments.ts";

describe("a command", () => {
  test("that names no deployment means all that are on AWS", () =>
    expect(chosenDeployments(undefined)).toEqual([dev, prod]));

  test("that names one means that one", () => expect(chosenDeployments("local")).toEqual([local]));

  test("that names none there is is told which there are", () =>
    expect(() => chosenDeployments("stage")).toThrow('no deployment is called "stage"; there are local, dev, prod'));

  test("may cut a market loose in the deployment it names, and in no other way", () => {
    const links = linksIn("xx=detached", ["xx"]);
    const [changed] = chosenDeployments("local", links);
    expect(changed && placementOf(changed, "xx").centralLink).toBe("detached");
    expect(() => chosenDeployments(undefined, links)).toThrow("name it");
  });

  test("is told which of its links is none", () => {
    expect(() => linksIn("xx=gone", ["xx"])).toThrow('"xx=gone" is no link');
    expect(() => linksIn("", ["xx"])).toThrow('"" is no link');
    expect(() => linksIn("yy=detached", ["xx"])).toThrow("there is no market yy; there are xx");
  });
});

describe("a market", () => {
  test("that nobody placed lives where new markets live", () =>
    expect(placementOf(prod, "xx")).toEqual(prod.otherMarkets));

  test("keeps its account and its limits when its link changes", () => {
    expect(placementOf(withLinks(prod, linksIn("xx=detached,yy=attached", ["xx", "yy"])), "xx")).toEqual({
      ...placementOf(prod, "xx"),
      centralLink: "detached",
    });
  });
});
