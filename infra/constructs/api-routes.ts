import { Duration } from "aws-cdk-lib";
import { CfnIntegration, CfnRoute } from "aws-cdk-lib/aws-apigatewayv2";
import { Construct } from "constructs";
import type { Route } from "#platform/route";
import { accept } from "../laws/security-checks.ts";
import { apiLinks } from "./http-api.ts";
import { readLink } from "./link.ts";
import { functionNameOf, slugOf } from "./service-function.ts";
import { arnIn, siteOf } from "./site.ts";

/** The routes of a site's API. They reach functions by name, so the stacks of the functions know nothing of them. */
export class ApiRoutes extends Construct {
  readonly apiId: string;

  constructor(scope: Construct) {
    super(scope, "Routes");
    this.apiId = readLink(this, apiLinks.id);
  }

  /** Sends these routes to a function. Each demands its scope; one without a scope is open to all. */
  serve(entry: string, routes: readonly Pick<Route, "key" | "scope">[]): void {
    const site = siteOf(this);
    const { apiId } = this;
    const functionName = functionNameOf(site, { entry });
    const integration = new CfnIntegration(this, slugOf(entry), {
      apiId,
      integrationType: "AWS_PROXY",
      integrationUri: arnIn(site, "lambda", `function:${functionName}`),
      payloadFormatVersion: "2.0",
      timeoutInMillis: Duration.seconds(29).toMilliseconds(),
    });
    for (const { key, scope } of routes) {
      const route = new CfnRoute(this, key.replaceAll(/[^A-Za-z$]+/g, "-"), {
        apiId,
        routeKey: key,
        target: `integrations/${integration.ref}`,
        ...(scope === undefined ? { authorizationType: "NONE" } : this.#demanding(scope)),
      });
      if (scope === undefined) accept(route, "APIG4", "open to all on purpose: its manifest declares no scope");
    }
  }

  #demanding(scope: string) {
    const authorizerId = readLink(this, apiLinks.authorizer);
    return { authorizationType: "JWT", authorizerId, authorizationScopes: [scope] };
  }
}
