import { CfnOutput } from "aws-cdk-lib";
import { CachePolicy, CfnDistribution, OriginRequestPolicy } from "aws-cdk-lib/aws-cloudfront";
import { CfnWebACL } from "aws-cdk-lib/aws-wafv2";
import { Construct } from "constructs";
import { problem, problemDocument, tooManyRequests } from "#platform/problem";
import type { Cdn } from "../deployments.ts";
import { accept } from "../laws/security-checks.ts";
import { nameIn, siteOf } from "./site.ts";

/**
 * What callers meet first: CloudFront, with a firewall. It keeps nothing: no cache, no log, no samples of requests, since
 * all of that would lie far from the market whose callers they are. What is counted are blocked and passed requests.
 */
export class SiteCdn extends Construct {
  constructor(scope: Construct, cdn: Cdn) {
    super(scope, "Cdn");
    const site = siteOf(this);
    const { host, certificateArn, clientCertificateArn, origin } = cdn;
    const distribution = new CfnDistribution(this, "Distribution", {
      distributionConfig: {
        enabled: true,
        comment: nameIn(site, "cdn"),
        aliases: [host],
        httpVersion: "http2and3",
        ipv6Enabled: true,
        viewerCertificate: {
          acmCertificateArn: certificateArn,
          sslSupportMethod: "sni-only",
          minimumProtocolVersion: "TLSv1.2_2021",
        },
        webAclId: this.#firewall(cdn).attrArn,
        origins: [
          {
            id: "api",
            domainName: origin.host,
            customOriginConfig: {
              originProtocolPolicy: "https-only",
              originSslProtocols: ["TLSv1.2"],
              originReadTimeout: 30, // the gateway answers within 29
              originMtlsConfig: { clientCertificateArn },
            },
          },
        ],
        customErrorResponses: keptForNobody.map((errorCode) => ({ errorCode, errorCachingMinTtl: 0 })),
        defaultCacheBehavior: {
          targetOriginId: "api",
          viewerProtocolPolicy: "https-only",
          allowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"],
          cachePolicyId: CachePolicy.CACHING_DISABLED.cachePolicyId,
          originRequestPolicyId: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER.originRequestPolicyId,
        },
      },
    });
    accept(distribution, "CFR1", "a buyer may travel: who is served is decided by what is ordered, not by where from");
    accept(distribution, "CFR3", "such a log holds addresses of people; the API's own access log holds none");
    new CfnOutput(this, "Address", { value: distribution.attrDomainName }).overrideLogicalId("CdnAddress");
  }

  #firewall({ limits }: Cdn): CfnWebACL {
    const name = nameIn(siteOf(this), "cdn");
    const rules: CfnWebACL.RuleProperty[] = [
      tooMany("address", { aggregateKeyType: "IP", limit: limits.perAddress }),
      // a token is one caller's, however many addresses it has
      tooMany("token", {
        aggregateKeyType: "CUSTOM_KEYS",
        customKeys: [{ header: { name: "authorization", textTransformations: [{ priority: 0, type: "NONE" }] } }],
        limit: limits.perToken,
      }),
      managed("AWSManagedRulesAmazonIpReputationList", []),
      managed("AWSManagedRulesKnownBadInputsRuleSet", []),
      managed("AWSManagedRulesCommonRuleSet", onlyCounted),
    ].map((rule, priority) => ({ ...rule, priority }));
    return new CfnWebACL(this, "Firewall", {
      name,
      scope: "CLOUDFRONT",
      defaultAction: { allow: {} },
      customResponseBodies: { [tooManyKey]: { contentType: "APPLICATION_JSON", content: tooManyDocument } },
      visibilityConfig: counted(name),
      rules,
    });
  }
}

/** Where nothing is cached, CloudFront still keeps errors: for ten seconds, under the path alone. What one caller may not see
 *  would be missing for all, and one caller's mishap would be everybody's. */
const keptForNobody = [400, 403, 404, 405, 414, 500, 501, 502, 503, 504];

const tooManyKey = tooManyRequests.code;
const tooManyDocument = JSON.stringify(
  problemDocument(problem(tooManyRequests, "more requests than one caller may make; try again in some minutes")),
);

type Rule = Omit<CfnWebACL.RuleProperty, "priority">;

/** Counted, never sampled: a sample would be a request with its address and query. */
const counted = (metricName: string) => ({ cloudWatchMetricsEnabled: true, sampledRequestsEnabled: false, metricName });

const tooMany = (caller: string, rateBasedStatement: CfnWebACL.RateBasedStatementProperty): Rule => ({
  name: `too-many-of-one-${caller}`,
  statement: { rateBasedStatement: { evaluationWindowSec: 300, ...rateBasedStatement } },
  action: { block: { customResponse: { responseCode: 429, customResponseBodyKey: tooManyKey } } },
  visibilityConfig: counted(`too-many-of-one-${caller}`),
});

const managed = (name: string, counting: readonly string[]): Rule => ({
  name,
  statement: {
    managedRuleGroupStatement: {
      vendorName: "AWS",
      name,
      ruleActionOverrides: counting.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
    },
  },
  overrideAction: { none: {} },
  visibilityConfig: counted(name),
});

/** Rules that would refuse what a marketplace lives on: orders of hundreds of lines, descriptions with marks in them,
 *  programs without a name. Bodies are read by contracts, which refuse more than these would. */
const onlyCounted = [
  "SizeRestrictions_BODY",
  "CrossSiteScripting_BODY",
  "GenericLFI_BODY",
  "GenericRFI_BODY",
  "EC2MetaDataSSRF_BODY",
  "NoUserAgent_HEADER",
];
