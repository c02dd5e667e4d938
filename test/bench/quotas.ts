/** Default quotas of an AWS account, by region, as AWS documents them. All of them can be raised on request but the last. */
export const quotas = {
  readOn: "2026-11-22",
  sources: [
    "EventBridge user guide, “Amazon EventBridge quotas”",
    "API Gateway developer guide, “Amazon API Gateway quotas”",
    "DynamoDB developer guide, “Quotas in Amazon DynamoDB”",
    "Lambda developer guide, “Lambda quotas”",
  ],
  byRegion: {
    "us-east-1": { putEvents: 10_000, invocations: 18_750 },
    "eu-west-2": { putEvents: 1_200, invocations: 2_250 },
    "sa-east-1": { putEvents: 600, invocations: 1_100 },
  } as Readonly<Record<string, { readonly putEvents: number; readonly invocations: number }>>,
  /** Regions that AWS names none for itself. */
  otherRegions: { putEvents: 400, invocations: 750 },
  /** Requests a second of all APIs of an account in a region; a few regions have 2,500. */
  apiRequests: 10_000,
  /** Functions running at once, of an account in a region. */
  concurrency: 1_000,
  /** Request units a second of one on-demand table, reads and writes each. */
  tableUnits: 40_000,
  /** Write request units a second that one partition takes, and so one item; nobody can raise it. */
  partitionWrites: 1_000,
} as const;

/** Above this share of a quota somebody should ask for a higher one before it is needed. */
export const alarmShare = 0.7;
