import { describe, expect, test } from "vitest";
import { entries } from "#infra/bundle";
import { markets } from "#markets/directory";
import { marketFunctions } from "#test/support/market-functions";
import { referred, say } from "./synth.ts";
import { ofType, stacks } from "./whole-app.ts";

const functions = ofType("AWS::Lambda::Function", stacks);

describe("functions", () => {
  test("are one for each entry file and site, and a relay for each table that publishes", () => {
    const nameOf = (entry: string): string => entry.replaceAll(/[/.]/g, "-");
    const deployed = (site: string) =>
      functions
        .filter(({ stack }) => stack.site === site && stack.deployment.name === "prod")
        .map(({ properties }) => String(properties.FunctionName).replace(`archipelago-${site}-`, ""))
        .sort();
    for (const { code } of markets) expect(deployed(code)).toEqual(marketFunctions.map(nameOf).sort());
    const central = entries().filter((entry) => entry.startsWith("headquarters/"));
    expect(deployed("central")).toEqual(central.map(nameOf));
    expect(marketFunctions.length).toBeGreaterThanOrEqual(entries().length - central.length);
  });

  test("run on arm64, on the newest Node.js, traced, with a log that is not kept for ever", () => {
    const wrong = functions.filter((lambda) => {
      const { Architectures, Runtime, TracingConfig, LoggingConfig } = lambda.properties;
      const log = referred(lambda, LoggingConfig?.LogGroup);
      return (
        Architectures?.[0] !== "arm64" ||
        Runtime !== "nodejs24.x" ||
        TracingConfig?.Mode !== "Active" ||
        !(log?.properties.RetentionInDays > 0)
      );
    });
    expect(wrong.map((lambda) => say(lambda))).toEqual([]);
  });

  test("write their lines as they are, and Lambda beside them only what went wrong", () => {
    const wrong = functions.filter(({ properties: { LoggingConfig } }) => {
      return LoggingConfig?.LogFormat !== "JSON" || LoggingConfig.SystemLogLevel !== "WARN";
    });
    expect(wrong.map((lambda) => say(lambda))).toEqual([]);
  });

  test("have a role of their own, on their site's path", () => {
    const roles = functions.map((lambda) => referred(lambda, lambda.properties.Role));
    expect(new Set(roles).size).toBe(functions.length);
    const wrong = roles.filter((role) => role?.properties.Path !== `/archipelago/${role?.stack.site}/`);
    expect(wrong.map((role) => (role ? say(role) : "no role"))).toEqual([]);
  });

  test("of other services are none", () => {
    const others = stacks.flatMap(({ resources }) =>
      resources.filter(({ type }) => /^Custom::|CustomResource/.test(type)),
    );
    expect(others.map((resource) => say(resource))).toEqual([]);
  });
});
