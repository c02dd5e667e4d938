import { describe, expect, test } from "vitest";
import { type Cdn, type Deployment, placementOf, prod } from "#infra/deployments";
import { markets } from "#markets/directory";
import { type Resource, resourcesOf, synthesise } from "./synth.ts";
import { stacks } from "./whole-app.ts";

const [market, ...others] = markets;
if (!market) throw new Error("there is no market");
const { code, region } = market;
const { account } = placementOf(prod, code);
const cdn: Cdn = {
  host: "api.example.com",
  certificateArn: `arn:aws:acm:us-east-1:${account}:certificate/callers`,
  clientCertificateArn: `arn:aws:acm:us-east-1:${account}:certificate/cloudfront`,
  origin: {
    host: "origin.example.com",
    certificateArn: `arn:aws:acm:${region}:${account}:certificate/origin`,
    truststoreUri: "s3://example-authorities/authorities.pem",
  },
  limits: { perAddress: 10_000, perToken: 100_000 },
};
const behindCdn: Deployment = { ...prod, markets: { ...prod.markets, [code]: { ...placementOf(prod, code), cdn } } };
const before = stacks.filter(({ deployment }) => deployment.name === "prod");
/** Held against the schemas of CloudFormation and cdk-nag. */
const after = synthesise([behindCdn], { checked: true });
const only = (type: string): Resource => {
  const [found, ...more] = resourcesOf(type, after);
  if (!found || more.length > 0) throw new Error(`${1 + more.length} of ${type}`);
  return found;
};

type RateLimit = { readonly RateBasedStatement: { readonly Limit: number } };

describe("a CDN", () => {
  test("stands in its market's account, in the region of CloudFront, as a stack of its own", () => {
    const added = after.filter(({ path }) => !before.some((stack) => stack.path === path));
    expect(added.map((stack) => [stack.path, stack.account, stack.region])).toEqual([
      [`prod/${code}/cdn`, account, "us-east-1"],
    ]);
  });

  test("changes nothing of other markets, of the centre, nor of the market's other stacks", () => {
    const changed = before
      .filter(({ path, text }) => after.find((stack) => stack.path === path)?.text !== text)
      .map(({ path }) => path);
    expect(changed).toEqual([`prod/${code}/access`, `prod/${code}/operations`]);
  });

  test("holds no trace of another site, nor a role", () => {
    const text = after.find(({ path }) => path.endsWith("/cdn"))?.text ?? "";
    const trace = new RegExp(others.map((other) => `archipelago-${other.code}-`).join("|"));
    expect(text).not.toMatch(trace);
    expect(text).not.toMatch(/central|AWS::IAM|Custom::/);
  });

  test("is the only way in: the API's own address is closed, and its name asks for a certificate", () => {
    const apis = resourcesOf("AWS::ApiGatewayV2::Api", after).filter(({ stack }) => stack.site === code);
    expect(apis.map(({ properties }) => properties.DisableExecuteApiEndpoint)).toEqual([true]);
    const { MutualTlsAuthentication, DomainName } = only("AWS::ApiGatewayV2::DomainName").properties;
    expect(MutualTlsAuthentication).toEqual({ TruststoreUri: cdn.origin.truststoreUri });
    const [origin, ...more] = only("AWS::CloudFront::Distribution").properties.DistributionConfig.Origins;
    expect(more).toEqual([]);
    expect(origin.DomainName).toBe(DomainName);
    expect(origin.CustomOriginConfig).toMatchObject({
      OriginProtocolPolicy: "https-only",
      OriginMtlsConfig: { ClientCertificateArn: cdn.clientCertificateArn },
    });
  });

  test("gives the market's address to its callers", () => {
    const url = resourcesOf("AWS::SSM::Parameter", after).find(
      ({ stack, properties }) => stack.site === code && properties.Name.endsWith("/api/url"),
    );
    expect(url?.properties.Value).toBe("https://api.example.com/v1");
    expect(only("AWS::CloudFront::Distribution").properties.DistributionConfig.Aliases).toEqual(["api.example.com"]);
  });

  test("keeps nothing of a request: neither answers, nor logs, nor samples", () => {
    const { Logging, DefaultCacheBehavior, CacheBehaviors, CustomErrorResponses, WebACLId } = only(
      "AWS::CloudFront::Distribution",
    ).properties.DistributionConfig;
    expect([Logging, CacheBehaviors]).toEqual([undefined, undefined]);
    expect(DefaultCacheBehavior.CachePolicyId).toBe("4135ea2d-6df8-44a3-9df3-4b5a84be39ad"); // AWS's own: caching disabled
    // it does not speak of errors: CloudFront keeps those of these codes ten seconds for every caller, unless it is told not to
    const uncached = [400, 403, 404, 405, 414, 500, 501, 502, 503, 504];
    expect(CustomErrorResponses).toEqual(uncached.map((ErrorCode) => ({ ErrorCode, ErrorCachingMinTTL: 0 })));
    expect(resourcesOf("AWS::WAFv2::LoggingConfiguration", after)).toEqual([]);
    const firewall = only("AWS::WAFv2::WebACL");
    expect(WebACLId).toEqual({ "Fn::GetAtt": [firewall.id, "Arn"] });
    const sampled = [firewall.properties, ...firewall.properties.Rules].map(
      ({ VisibilityConfig }) => VisibilityConfig.SampledRequestsEnabled,
    );
    expect(new Set(sampled)).toEqual(new Set([false]));
  });

  test("limits each address and each token, and answers with a problem document", () => {
    const { Rules, CustomResponseBodies } = only("AWS::WAFv2::WebACL").properties;
    const limits = Rules.filter(({ Statement }: { Statement: object }) => "RateBasedStatement" in Statement);
    expect(limits.map(({ Statement }: { Statement: RateLimit }) => Statement.RateBasedStatement.Limit)).toEqual([
      cdn.limits.perAddress,
      cdn.limits.perToken,
    ]);
    for (const { Action } of limits) {
      const { ResponseCode, CustomResponseBodyKey } = Action.Block.CustomResponse;
      expect(ResponseCode).toBe(429);
      expect(JSON.parse(CustomResponseBodies[CustomResponseBodyKey].Content)).toMatchObject({
        code: "too-many-requests",
        status: 429,
      });
    }
  });

  test("lets large orders through", () => {
    const { Rules } = only("AWS::WAFv2::WebACL").properties;
    const common = Rules.find(({ Name }: { Name: string }) => Name === "AWSManagedRulesCommonRuleSet");
    const counted = common.Statement.ManagedRuleGroupStatement.RuleActionOverrides.map(
      ({ Name }: { Name: string }) => Name,
    );
    expect(counted).toContain("SizeRestrictions_BODY");
  });
});

test("without a CDN an API answers at the address that AWS gives it", () => {
  const closed = resourcesOf("AWS::ApiGatewayV2::Api", before).filter(
    ({ properties }) => properties.DisableExecuteApiEndpoint === true,
  );
  expect(closed).toEqual([]);
  expect(before.filter(({ path }) => path.endsWith("/cdn"))).toEqual([]);
});
