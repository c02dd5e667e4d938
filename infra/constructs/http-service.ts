import { CfnPermission } from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import type { EnvironmentSchema } from "#platform/manifest";
import type { Routes } from "#platform/route";
import { fewCallers, type RequestLimit } from "../deployments.ts";
import { slugOf } from "../slug.ts";
import { ApiRoutes } from "./api-routes.ts";
import { apiParameters } from "./http-api.ts";
import { ServiceFunction, type Wiring } from "./service-function.ts";
import { arnIn, siteOf } from "./site.ts";
import { readParameter } from "./ssm-parameter.ts";

/** A function, and the routes of its manifest that lead to it. */
export class HttpService<Environment extends EnvironmentSchema> extends Construct {
  constructor(
    scope: Construct,
    manifest: { readonly routes: Routes; readonly environment: Environment },
    wiring: Wiring<Environment>,
    {
      apiId = readParameter(scope, apiParameters.id),
      open = fewCallers,
    }: {
      /** Whose routes they are, where the API is made in the same stack. */
      readonly apiId?: string;
      /** What each of its routes that are open to all admits, where that is more than a few callers. */
      readonly open?: RequestLimit;
    } = {},
  ) {
    super(scope, slugOf(wiring.entry));
    // a second less than the gateway waits, so that the function's own answer wins
    const { lambda } = new ServiceFunction(this, manifest.environment, wiring, 28);
    // it belongs to the function, and is gone with it: made again, the function must have it again
    new CfnPermission(this, "Called", {
      action: "lambda:InvokeFunction",
      functionName: lambda.functionName,
      principal: "apigateway.amazonaws.com",
      sourceArn: arnIn(siteOf(this), "execute-api", `${apiId}/*`),
    });
    new ApiRoutes(this, apiId, lambda, Object.values(manifest.routes), open);
  }
}
