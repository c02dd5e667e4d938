import { watchedBy } from "./alarm-laws.ts";
import { type DeployedStack, type Resource, referred, resourcesOf, say } from "./synth.ts";

/** What the alarms of a stack watch, each as `<metric> <dimension>=<value> …`. Those that ring from the hundredth time on do not count. */
const watchedIn = (stack: DeployedStack): ReadonlySet<string> =>
  new Set(
    resourcesOf("AWS::CloudWatch::Alarm", [stack])
      .filter(({ properties: { Threshold } }) => Threshold === 1)
      .flatMap(watchedBy)
      .map(({ MetricName, Dimensions = [] }) => phrase(MetricName, Object.fromEntries(Dimensions.map(pair)))),
  );
const pair = ({ Name, Value }: { readonly Name: string; readonly Value: unknown }) => [Name, Value] as const;
const phrase = (metric: string, dimensions: Readonly<Record<string, unknown>>): string =>
  [
    metric,
    ...Object.keys(dimensions)
      .sort()
      .map((name) => `${name}=${JSON.stringify(dimensions[name])}`),
  ].join(" ");

/** Resources whose losses nobody is told of, with what nobody watches. */
const unwatched = (
  type: string,
  among: readonly DeployedStack[],
  phrasesOf: (resource: Resource) => readonly string[],
): string[] =>
  resourcesOf(type, among).flatMap((resource) => {
    const watched = watchedIn(resource.stack);
    return phrasesOf(resource)
      .filter((each) => !watched.has(each))
      .map((each) => say(resource, each));
  });

/** Tables and indexes that turn requests away without anybody being told. */
export const unwatchedThrottles = (among: readonly DeployedStack[]): string[] =>
  unwatched("AWS::DynamoDB::GlobalTable", among, ({ properties: { TableName, GlobalSecondaryIndexes = [] } }) =>
    [
      {},
      ...GlobalSecondaryIndexes.map(({ IndexName }: { IndexName: string }) => ({
        GlobalSecondaryIndexName: IndexName,
      })),
    ].flatMap((index) =>
      ["ReadThrottleEvents", "WriteThrottleEvents"].map((metric) => phrase(metric, { TableName, ...index })),
    ),
  );

/** Rules that lose an event for good without anybody being told, under either of the dimensions that AWS may write. */
export const unwatchedRules = (among: readonly DeployedStack[]): string[] =>
  unwatched("AWS::Events::Rule", among, ({ properties: { Name: RuleName, EventBusName } }) =>
    [{}, { EventBusName }].map((bus) => phrase("InvocationsFailedToBeSentToDlq", { RuleName, ...bus })),
  );

/** Functions that are started without anybody waiting for them, and give up without anybody being told. */
export const unwatchedStarts = (among: readonly DeployedStack[]): string[] =>
  unwatched("AWS::Lambda::EventInvokeConfig", among, (config) => [
    phrase("AsyncEventsDropped", {
      FunctionName: referred(config, config.properties.FunctionName)?.properties.FunctionName,
    }),
  ]);

/** Streams whose records are lost, when they cannot be set aside, without anybody being told. */
export const unwatchedStreams = (among: readonly DeployedStack[]): string[] =>
  unwatched("AWS::Lambda::EventSourceMapping", among, (source) =>
    source.properties.DestinationConfig?.OnFailure
      ? [
          phrase("DestinationDeliveryFailures", {
            FunctionName: referred(source, source.properties.FunctionName)?.properties.FunctionName,
          }),
        ]
      : [],
  );

/** Clients of people and machines that Cognito turns away without anybody being told. */
export const unwatchedSignIns = (among: readonly DeployedStack[]): string[] =>
  unwatched("AWS::Cognito::UserPoolClient", among, ({ id, properties: { UserPoolId } }) => [
    phrase("SignInThrottles", { UserPool: UserPoolId, UserPoolClient: { Ref: id } }),
  ]);
