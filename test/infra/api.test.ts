import { describe, expect, test } from "vitest";
import { gatewayKey } from "#platform/route";
import { allRoutes } from "#test/support/manifests";
import { type Resource, referred, say } from "./synth.ts";
import { ofType, stacks } from "./whole-app.ts";

/** What may be called without a token: health, signed notifications, and the answer to everything that is no route. */
const open = /^(GET \/health|POST \/payments\/notifications\/\{provider\}|\$default)$/;
const routes = ofType("AWS::ApiGatewayV2::Route", stacks);
const marketSites = [...new Set(stacks.map(({ site }) => site))].filter((site) => site !== "central");

type RouteSettings = {
  readonly DetailedMetricsEnabled: boolean;
  readonly ThrottlingRateLimit: number;
  readonly ThrottlingBurstLimit: number;
};

describe("routes", () => {
  test("demand a token and a scope, but for health, payment notifications and $default", () => {
    const wrong = routes.filter(({ properties: { RouteKey, AuthorizationType, AuthorizerId, AuthorizationScopes } }) =>
      open.test(RouteKey)
        ? AuthorizationType !== "NONE"
        : AuthorizationType !== "JWT" || !AuthorizerId || AuthorizationScopes?.length !== 1,
    );
    expect(wrong.map((route) => say(route, route.properties.RouteKey))).toEqual([]);
  });

  test("are those of the manifests, with their scopes", async () => {
    for (const [place, sites] of [
      ["market", marketSites],
      ["central", ["central"]],
    ] as const) {
      const declared = (await allRoutes(place))
        .map(({ route }) => `${gatewayKey(route)} ${route.scope ?? "open"}`)
        .sort();
      for (const site of sites) {
        const deployed = routes
          .filter(
            ({ stack, properties }) =>
              stack.site === site && stack.deployment.name === "prod" && properties.RouteKey !== "$default",
          )
          .map(({ properties }) => `${properties.RouteKey} ${properties.AuthorizationScopes?.[0] ?? "open"}`)
          .sort();
        expect(deployed, site).toEqual(declared);
      }
    }
  });

  test("that are open to all have a limit of their own, far below what the API admits, and no other has", () => {
    const stages = ofType("AWS::ApiGatewayV2::Stage", stacks);
    for (const { stack, properties } of stages) {
      const mine = routes.filter(
        (route) => route.stack.site === stack.site && route.stack.deployment === stack.deployment,
      );
      const opened = mine.filter((route) => route.properties.AuthorizationType === "NONE");
      expect(Object.keys(properties.RouteSettings).sort(), stack.path).toEqual(
        opened.map((route) => route.properties.RouteKey).sort(),
      );
      for (const [key, settings] of Object.entries<RouteSettings>(properties.RouteSettings)) {
        const { ThrottlingRateLimit, ThrottlingBurstLimit } = properties.DefaultRouteSettings;
        // of each order a provider tells several things; nobody needs the others often
        const [rate, burst] = key.startsWith("POST /payments/notifications/")
          ? [Math.min(3_000, 0.6 * ThrottlingRateLimit), Math.min(3_000, 0.6 * ThrottlingBurstLimit)]
          : [20, 40];
        expect(settings, `${stack.path} ${key}`).toEqual({
          DetailedMetricsEnabled: true, // a route's settings replace all of the default ones
          ThrottlingRateLimit: rate,
          ThrottlingBurstLimit: burst,
        });
      }
      // the gateway refuses a limit for a route that is not there yet
      const notBefore = opened.filter((route) => route.stack !== stack && !stack.after.includes(route.stack.path));
      expect(notBefore.map((route) => say(route))).toEqual([]);
    }
    expect(stages.length).toBe(new Set(stacks.map(({ deployment, site }) => `${deployment.name} ${site}`)).size);
  });

  test("answer what is no route, at every site", () => {
    const siteOf = ({ path }: { readonly path: string }) => path.slice(0, path.lastIndexOf("/"));
    const answered = routes
      .filter(({ properties }) => properties.RouteKey === "$default")
      .map(({ stack }) => siteOf(stack));
    expect(answered).toEqual([...new Set(stacks.map(siteOf))]);
  });

  test("lead to functions that let the API in by what stands in their own stack, and so is made again with them", () => {
    const permissions = ofType("AWS::Lambda::Permission", stacks);
    const foreign = permissions.filter((permission) => {
      const of = referred(permission, permission.properties.FunctionName);
      return of?.type !== "AWS::Lambda::Function";
    });
    expect(foreign.map((permission) => say(permission))).toEqual([]);
    const callable = permissions
      .filter(({ properties }) => properties.Principal === "apigateway.amazonaws.com")
      .map((permission) => referred(permission, permission.properties.FunctionName));
    const called = ofType("AWS::ApiGatewayV2::Integration", stacks).map((integration) =>
      referred(integration, integration.properties.IntegrationUri),
    );
    const names = (lambdas: readonly (Resource | undefined)[]): string[] =>
      lambdas.map((lambda) => (lambda ? say(lambda, lambda.properties.FunctionName) : "nobody")).sort();
    expect(names(callable)).toEqual(names(called));
    expect(called).not.toContain(undefined);
    expect(called.length).toBeGreaterThan(0);
  });

  test("demand scopes that the pool of the site knows", () => {
    const known = new Map<string, Set<string>>();
    for (const { stack, properties } of ofType("AWS::Cognito::UserPoolResourceServer", stacks)) {
      const site = `${stack.deployment.name}/${stack.site}`;
      const scopes = known.get(site) ?? new Set();
      for (const { ScopeName } of properties.Scopes) scopes.add(`${properties.Identifier}/${ScopeName}`);
      known.set(site, scopes);
    }
    const wrong = routes.filter(({ stack, properties }) =>
      (properties.AuthorizationScopes ?? []).some(
        (scope: string) => !known.get(`${stack.deployment.name}/${stack.site}`)?.has(scope),
      ),
    );
    expect(wrong.map((route) => say(route))).toEqual([]);
  });
});

test("tokens are checked against the site's own pool", () => {
  const authorizers = ofType("AWS::ApiGatewayV2::Authorizer", stacks);
  const wrong = authorizers.filter(({ stack, properties }) => {
    const issuer = JSON.stringify(properties.JwtConfiguration.Issuer);
    return (
      properties.AuthorizerType !== "JWT" || !issuer.includes(`cognito-idp.${stack.region}.`) || !issuer.includes("Ref")
    );
  });
  expect(wrong.map((authorizer) => say(authorizer))).toEqual([]);
  expect(authorizers).toHaveLength(stacks.filter(({ path }) => path.endsWith("/access")).length);
});

test("people need a second factor and a strong password, and cannot sign up by themselves", () => {
  const wrong = ofType("AWS::Cognito::UserPool").filter(
    ({ properties: { MfaConfiguration, Policies, AdminCreateUserConfig } }) =>
      MfaConfiguration !== "ON" ||
      Policies.PasswordPolicy.MinimumLength < 12 ||
      AdminCreateUserConfig.AllowAdminCreateUserOnly !== true,
  );
  expect(wrong.map((pool) => say(pool))).toEqual([]);
});
