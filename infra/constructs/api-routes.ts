import { Duration } from "aws-cdk-lib";
import { CfnIntegration, CfnRoute } from "aws-cdk-lib/aws-apigatewayv2";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import { gatewayKey, type Route } from "#platform/route";
import type { RequestLimit } from "../deployments.ts";
import { accept } from "../laws/security-checks.ts";
import { apiParameters } from "./http-api.ts";
import { readParameter } from "./ssm-parameter.ts";

/** Routes of a site's API that one function answers. They stand with their function: a domain is deployed as a whole. */
export class ApiRoutes extends Construct {
  /** What each of those that are open to all admits, by its key. */
  readonly open: Readonly<Record<string, RequestLimit>>;

  /** @param routes each demands its scope; one without a scope is open to all
   *  @param open what each of those admits: anybody may take all of it, and nothing of what other routes admit */
  constructor(
    scope: Construct,
    apiId: string,
    lambda: IFunction,
    routes: readonly Pick<Route, "key" | "scope" | "greedy">[],
    open: RequestLimit,
  ) {
    super(scope, "Routes");
    this.open = Object.fromEntries(
      routes.filter(({ scope }) => scope === undefined).map((route) => [gatewayKey(route), open]),
    );
    const integration = new CfnIntegration(this, "Integration", {
      apiId,
      integrationType: "AWS_PROXY",
      integrationUri: lambda.functionArn,
      payloadFormatVersion: "2.0",
      timeoutInMillis: Duration.seconds(29).toMilliseconds(),
    });
    for (const { scope, ...named } of routes) {
      const route = new CfnRoute(this, named.key.replaceAll(/[^A-Za-z$]+/g, "-"), {
        apiId,
        routeKey: gatewayKey(named),
        target: `integrations/${integration.ref}`,
        ...(scope === undefined ? { authorizationType: "NONE" } : this.#demanding(scope)),
      });
      if (scope === undefined) accept(route, "APIG4", "open to all on purpose: its manifest declares no scope");
    }
  }

  #demanding(scope: string) {
    const authorizerId = readParameter(this, apiParameters.authorizer);
    return { authorizationType: "JWT", authorizerId, authorizationScopes: [scope] };
  }
}
