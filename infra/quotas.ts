/** What AWS lets one account do in one region, unless more was asked for. */
export type AccountQuotas = {
  /** PutEvents calls a second, over all buses. */
  readonly putEvents: number;
  /** Events sent to targets of rules, a second, over all buses. */
  readonly invocations: number;
  /** Requests a second of all APIs together. */
  readonly apiRequests: number;
  /** Functions running at once. */
  readonly concurrency: number;
  /** Request units a second of one on-demand table, reads and writes each. */
  readonly tableUnits: number;
};

/** The day these figures were read, and where. All can be raised on request but those under `fixed`. */
export const quotaSources = {
  readOn: "2026-11-22",
  sources: [
    "EventBridge user guide, “Amazon EventBridge quotas”",
    "API Gateway developer guide, “Amazon API Gateway quotas”",
    "DynamoDB developer guide, “Quotas in Amazon DynamoDB”",
    "Lambda developer guide, “Lambda quotas”",
    "SQS developer guide, “Amazon SQS message quotas”",
  ],
} as const;

type EventRates = Pick<AccountQuotas, "putEvents" | "invocations">;
const largest: EventRates = { putEvents: 10_000, invocations: 18_750 };
const large: EventRates = { putEvents: 2_400, invocations: 4_500 };
const middle: EventRates = { putEvents: 1_200, invocations: 2_250 };
const small: EventRates = { putEvents: 600, invocations: 1_100 };
const smallest: EventRates = { putEvents: 400, invocations: 750 };

/** EventBridge, in the regions that AWS names; every other has the smallest. */
const eventRates: Readonly<Record<string, EventRates>> = {
  "us-east-1": largest,
  "us-west-2": largest,
  "eu-west-1": largest,
  "us-east-2": large,
  "eu-central-1": large,
  "eu-south-2": large,
  "us-west-1": middle,
  "ap-northeast-1": middle,
  "ap-southeast-1": middle,
  "ap-southeast-2": middle,
  "eu-west-2": middle,
  "ap-east-1": small,
  "ap-northeast-2": small,
  "ap-south-1": small,
  "ca-central-1": small,
  "eu-north-1": small,
  "eu-west-3": small,
  "sa-east-1": small,
};

/** Regions in which API Gateway begins with a quarter of what it gives elsewhere. */
const smallGateways: ReadonlySet<string> = new Set([
  "af-south-1",
  "ap-south-2",
  "ap-southeast-3",
  "ap-southeast-4",
  "ap-southeast-5",
  "ap-southeast-7",
  "ca-west-1",
  "eu-central-2",
  "eu-south-1",
  "eu-south-2",
  "il-central-1",
  "me-central-1",
  "mx-central-1",
]);

/** What an account begins with in a region. */
export const defaultQuotas = (region: string): AccountQuotas => ({
  ...(eventRates[region] ?? smallest),
  apiRequests: smallGateways.has(region) ? 2_500 : 10_000,
  concurrency: 1_000,
  tableUnits: 40_000,
});

/** What nobody can raise. */
export const fixedQuotas = {
  /** Write request units a second that one partition takes, and so one item. */
  partitionWrites: 1_000,
  /** Messages of one standard queue that were received and not yet deleted. */
  messagesInFlight: 120_000,
} as const;

/** Above this share of a quota somebody should ask for a higher one before it is needed. */
export const alarmShare = 0.7;
