import { Stack, type Stage } from "aws-cdk-lib";
import { CfnApiMapping, CfnStage } from "aws-cdk-lib/aws-apigatewayv2";
import { Construct } from "constructs";
import type { RequestLimit } from "../deployments.ts";
import { ApiRoutes } from "./api-routes.ts";
import { accessLogName, apiStage } from "./http-api.ts";
import { arnIn, siteOf } from "./site.ts";

/**
 * What a site's API admits, of each route: the open ones have a limit of their own, for anybody may ask them as often as he
 * likes. The gateway takes a limit only for a route that is there: so this stands after all that have open routes.
 */
export class ApiStage extends Construct {
  /** @param routes all that stand in the site by now */
  constructor(scope: Construct, apiId: string, routes: readonly ApiRoutes[]) {
    super(scope, "ApiStage");
    const site = siteOf(this);
    const stack = Stack.of(this);
    const open = routes.filter(({ open }) => Object.keys(open).length > 0);
    for (const one of open) stack.addStackDependency(Stack.of(one));
    const stage = new CfnStage(this, "Stage", {
      apiId,
      stageName: apiStage,
      autoDeploy: true,
      accessLogSettings: {
        destinationArn: arnIn(site, "logs", `log-group:${accessLogName(site)}`),
        format: accessLogFormat,
      },
      defaultRouteSettings: settingsFor(site.requests),
      routeSettings: Object.fromEntries(
        open.flatMap(({ open }) => Object.entries(open).map(([key, limit]) => [key, inTemplate(settingsFor(limit))])),
      ),
    });
    if (site.cdn)
      new CfnApiMapping(this, "Mapping", {
        apiId,
        domainName: site.cdn.origin.host,
        stage: stage.ref,
        apiMappingKey: apiStage,
      });
  }
}

/** All routes that stand in a stage by now. */
export const routesIn = (stage: Stage): readonly ApiRoutes[] =>
  stage.node.findAll().filter((part) => part instanceof ApiRoutes);

/** A route's own settings replace all of the default ones. */
const settingsFor = ({ perSecond, burst }: RequestLimit) => ({
  detailedMetricsEnabled: true,
  throttlingBurstLimit: burst,
  throttlingRateLimit: perSecond,
});

/** CloudFormation takes settings by route for plain JSON, whose names the CDK leaves as they are. */
const inTemplate = (settings: ReturnType<typeof settingsFor>) =>
  Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [`${name.charAt(0).toUpperCase()}${name.slice(1)}`, value]),
  );

/** Neither addresses nor user agents: the log is about the API, not about people. */
const accessLogFormat = JSON.stringify({
  requestId: "$context.requestId",
  time: "$context.requestTimeEpoch",
  routeKey: "$context.routeKey",
  status: "$context.status",
  latency: "$context.responseLatency",
  integrationStatus: "$context.integrationStatus",
  authorizerError: "$context.authorizer.error",
});
