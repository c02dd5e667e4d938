import { describe, expect, test } from "vitest";
import { type AccountPlacement, placementOf, quotasOf } from "#infra/deployments";
import { alarmShare, defaultQuotas } from "#infra/quotas";
import { type DeployedStack, type Resource, resourcesOf } from "./synth.ts";
import { awsStacks, ofType } from "./whole-app.ts";

const placeOf = ({ site, deployment }: DeployedStack): AccountPlacement =>
  site === "central" ? deployment.centre : placementOf(deployment, site);
const alarms = ofType("AWS::CloudWatch::Alarm");
const operations = awsStacks.filter(({ path }) => path.endsWith("/operations"));
/** Per minute, as the alarms count. */
const share = (perSecond: number): number => Math.floor(alarmShare * perSecond * 60);
/** Alarms of a stack on a metric, with their thresholds by dimension. */
const watching = (stack: DeployedStack, namespace: string, metric: string): Resource[] =>
  alarms.filter(
    (alarm) =>
      alarm.stack === stack && alarm.properties.Namespace === namespace && alarm.properties.MetricName === metric,
  );

describe("70 % of an account's quota rings", () => {
  test.each([
    ["deliveries to targets", "AWS/Events", "InvocationsCreated", "invocations"],
    ["events put on buses", "AWS/Events", "PutEventsApproximateCallCount", "putEvents"],
  ] as const)("for %s, at every site and by its region", (_, namespace, metric, quota) => {
    for (const stack of operations)
      expect(
        watching(stack, namespace, metric).map(({ properties }) => properties.Threshold),
        stack.path,
      ).toEqual([share(quotasOf(placeOf(stack), stack.region)[quota])]);
  });

  test("for requests, below what the API admits", () => {
    for (const stack of operations)
      expect(
        watching(stack, "AWS/ApiGateway", "Count").map(({ properties }) => properties.Threshold),
        stack.path,
      ).toEqual([share(placeOf(stack).requests.perSecond)]);
  });

  test("for functions that run at once, against the quota that AWS knows", () => {
    for (const stack of operations) {
      const [math, ...more] = resourcesOf("AWS::CloudWatch::Alarm", [stack]).filter(
        ({ properties }) => properties.Metrics,
      );
      expect(more).toEqual([]);
      expect(math?.properties.Threshold).toBe(100 * alarmShare);
      const [sum, ...parts] = math?.properties.Metrics ?? [];
      expect(sum.Expression).toBe("100 * claimed / SERVICE_QUOTA(running)");
      expect(parts.map(({ Id, MetricStat }: MetricPart) => `${Id} ${MetricStat.Metric.MetricName}`).sort()).toEqual([
        "claimed ClaimedAccountConcurrency",
        "running ConcurrentExecutions",
      ]);
    }
  });

  test("for reads and writes of each table", () => {
    for (const table of ofType("AWS::DynamoDB::GlobalTable")) {
      const { stack, properties } = table;
      const found = alarms
        .filter(
          (alarm) =>
            alarm.stack === stack && JSON.stringify(alarm.properties.Dimensions)?.includes(`"${properties.TableName}"`),
        )
        .map((alarm) => `${alarm.properties.MetricName} ${alarm.properties.Threshold}`)
        .sort();
      const most = share(quotasOf(placeOf(stack), stack.region).tableUnits);
      expect(found, properties.TableName).toEqual([
        `ConsumedReadCapacityUnits ${most}`,
        `ConsumedWriteCapacityUnits ${most}`,
      ]);
    }
  });
});
type MetricPart = { readonly Id: string; readonly MetricStat: { readonly Metric: { readonly MetricName: string } } };

describe("what AWS granted an account", () => {
  test("counts instead of its default", () => {
    expect(quotasOf({ granted: { invocations: 5 } }, "sa-east-1")).toEqual({
      ...defaultQuotas("sa-east-1"),
      invocations: 5,
    });
    expect(quotasOf({}, "sa-east-1")).toEqual(defaultQuotas("sa-east-1"));
  });

  test("is never less than what its APIs together admit", () => {
    const apis = Map.groupBy(ofType("AWS::ApiGatewayV2::Stage"), ({ stack }) => `${stack.account} ${stack.region}`);
    const wrong = [...apis].flatMap(([place, stages]) => {
      const [{ stack }] = stages as [Resource];
      const { apiRequests } = quotasOf(placeOf(stack), stack.region);
      const admitted = stages.reduce(
        (sum, { properties }) => sum + properties.DefaultRouteSettings.ThrottlingRateLimit,
        0,
      );
      return admitted > apiRequests ? [`${place} admits ${admitted} of ${apiRequests}`] : [];
    });
    expect(wrong).toEqual([]);
    expect(apis.size).toBeGreaterThan(1);
  });
});

test("every API admits a limited rate, as its place says", () => {
  for (const { stack, properties } of ofType("AWS::ApiGatewayV2::Stage")) {
    const { ThrottlingRateLimit: perSecond, ThrottlingBurstLimit: burst } = properties.DefaultRouteSettings;
    expect({ perSecond, burst }, stack.path).toEqual(placeOf(stack).requests);
  }
});
