import { CfnOutput, Duration, RemovalPolicy, Tags } from "aws-cdk-lib";
import { CfnAuthorizer, CfnDomainName, HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import { Metric } from "aws-cdk-lib/aws-cloudwatch";
import { LogGroup, type RetentionDays } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import type { Cdn } from "../deployments.ts";
import { emulatedApiUrl } from "../laws/local-substitutions.ts";
import { ImpactAlarm } from "./impact-alarm.ts";
import { nameIn, type Site, siteOf } from "./site.ts";
import { writeParameter } from "./ssm-parameter.ts";
import type { SitePool } from "./user-pool.ts";

/** The one stage of every API: addresses are `…/v1/orders`. */
export const apiStage = "v1";

/** Where its requests are logged. */
export const accessLogName = ({ code }: Site): string => `/archipelago/${code}/access`;

/** Names under which other stacks find the API. */
export const apiParameters = { id: "api/id", authorizer: "api/authorizer", url: "api/url" } as const;

/** A site's HTTP API: its address and who may come in. It is a stack's lasting part; what it answers is `ApiRoutes`, and how much
 *  of that it admits is `ApiStage`. */
export class SiteApi extends Construct {
  readonly id: string;

  constructor(scope: Construct, pool: SitePool) {
    super(scope, "Api");
    const site = siteOf(this);
    const api = new HttpApi(this, "Api", {
      apiName: nameIn(site, "api"),
      description: `What ${site.code} offers over HTTP.`,
      createDefaultStage: false,
      ...(site.cdn ? { disableExecuteApiEndpoint: true } : {}),
    });
    this.id = api.apiId;
    // the emulator gives the API this id, and with it an address that can be known beforehand; on AWS it is only a tag
    Tags.of(api).add("ms-custom-id", site.code);
    const people = new CfnAuthorizer(this, "People", {
      apiId: api.apiId,
      name: "people",
      authorizerType: "JWT",
      identitySource: ["$request.header.Authorization"],
      jwtConfiguration: {
        issuer: `https://cognito-idp.${site.region}.amazonaws.com/${pool.id}`,
        audience: [...pool.clientIds],
      },
    });
    new LogGroup(this, "AccessLog", {
      logGroupName: accessLogName(site),
      retention: site.deployment.logDays as RetentionDays,
      removalPolicy: site.deployment.durable ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    new ImpactAlarm(this, "Failing", {
      // each request counts as 0 or 1, so the average is the share of requests that failed
      metric: apiMetric(this.id, "5xx", "Average"),
      threshold: 0.01,
      periods: 3,
      impact: "at least one request in a hundred fails through no fault of its caller.",
      remedy: "see which route fails in the access log, then read that function's log for the request.",
    });
    if (site.cdn) addOwnName(this, site.cdn);
    const url = emulatedApiUrl(site) ?? `${site.cdn ? `https://${site.cdn.host}` : api.apiEndpoint}/${apiStage}`;
    writeParameter(this, apiParameters.id, api.apiId);
    writeParameter(this, apiParameters.authorizer, people.ref);
    writeParameter(this, apiParameters.url, url);
    new CfnOutput(this, "Url", { value: url }).overrideLogicalId("ApiUrl");
  }
}

/** What tells an API's metrics from those of others. */
export const apiDimensions = (apiId: string) => ({ ApiId: apiId, Stage: apiStage });

/** A metric of a whole API, by the minute. */
export const apiMetric = (apiId: string, metricName: string, statistic: string): Metric =>
  new Metric({
    namespace: "AWS/ApiGateway",
    metricName,
    dimensionsMap: apiDimensions(apiId),
    statistic,
    period: Duration.minutes(1),
  });

/** The name behind which CloudFront finds the API, and nobody without its certificate. Addresses keep their form. */
function addOwnName(scope: Construct, { origin }: Cdn): void {
  const name = new CfnDomainName(scope, "Name", {
    domainName: origin.host,
    domainNameConfigurations: [
      { certificateArn: origin.certificateArn, endpointType: "REGIONAL", securityPolicy: "TLS_1_2" },
    ],
    mutualTlsAuthentication: { truststoreUri: origin.truststoreUri },
  });
  new CfnOutput(scope, "OriginAddress", { value: name.attrRegionalDomainName }).overrideLogicalId("OriginAddress");
}
