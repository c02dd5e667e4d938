import * as z from "zod/mini";
import { batchesReceivedV1 } from "#headquarters/contracts/batches-received.v1";
import { documented } from "#kernel/documented";
import { cancelledV3 } from "#ordering/contracts/cancelled.v3";
import { confirmedV2 } from "#ordering/contracts/confirmed.v2";
import { busName, secretArn, tableName } from "#platform/environment";
import { consumer, schedule } from "#platform/manifest";
import { pageQuery } from "#platform/page";
import { route } from "#platform/route";
import { batchWrittenV1 } from "#reporting/contracts/batch-written.v1";
import { publishedView } from "#reporting/published-view";
import { reconciliationView } from "#reporting/reconciliation-view";

export const routes = {
  reconciliation: route("GET /reconciliation", {
    scope: "reconciliation/read",
    summary: "What was sold, and how much of it was published, is held back or will never be sent",
    boundSellers: "none",
    answers: { 200: reconciliationView },
    problems: [],
  }),
  published: route("GET /reconciliation/batches", {
    scope: "reconciliation/read",
    summary: "What was published in one epoch, batch by batch",
    boundSellers: "none",
    query: z.strictObject({
      ...pageQuery,
      epoch: documented(z.pipe(z.string().check(z.regex(/^[1-9]\d{0,8}$/)), z.transform(Number)), () => ({
        type: "integer",
        minimum: 1,
        maximum: 999_999_999,
      })),
    }),
    answers: { 200: publishedView },
    problems: [],
  }),
} as const;

export const apiEnvironment = z.object({ REPORTING_TABLE: tableName });

/** Whether this deployment of the market knows of the centre. */
const centralLink = z.enum(["attached", "detached"]);
const wholeSeconds = z.string().check(z.regex(/^[1-9]\d*$/));
const rhythm = { WINDOW_SECONDS: wholeSeconds, GRACE_SECONDS: wholeSeconds };
/** The market's own bus for events in the centre's region. */
const ingress = { INGRESS_BUS_ARN: z.string().check(z.startsWith("arn:")), INGRESS_REGION: z.string() };

export const recordObservations = consumer({
  on: [confirmedV2, cancelledV3],
  environment: z.object({
    REPORTING_TABLE: tableName,
    ORDERING_TABLE: tableName,
    PSEUDONYM_SECRET_ARN: secretArn,
    CENTRAL_LINK: centralLink,
    ...rhythm,
  }),
  impactWhenStuck:
    "Sales and cancellations are missing from the market's figures, which do not reconcile with its orders.",
});

export const enterControlTotals = consumer({
  on: [confirmedV2, cancelledV3],
  environment: z.object({ REPORTING_TABLE: tableName, ORDERING_TABLE: tableName, CENTRAL_LINK: centralLink }),
  impactWhenStuck: "The market's control totals lag behind its orders, and its figures do not reconcile with them.",
});

export const writeBatches = schedule({
  everyMinutes: 1,
  environment: z.object({ REPORTING_TABLE: tableName, BUS_NAME: busName, CENTRAL_LINK: centralLink, ...rhythm }),
  impactWhenStuck: "No new figures of the market reach leadership; they wait in the market, and none is lost.",
  timeoutSeconds: 300,
});

/** The three below exist in an attached market only. */
export const exportBatch = consumer({
  on: [batchWrittenV1],
  environment: z.object({ REPORTING_TABLE: tableName, ...ingress }),
  impactWhenStuck: "New figures reach leadership minutes late, with the next round of what was not acknowledged.",
});

export const resendBatches = schedule({
  everyMinutes: 1,
  environment: z.object({ REPORTING_TABLE: tableName, ...ingress }),
  impactWhenStuck: "Figures that were lost on their way stay missing until the centre asks for them.",
});

/** Fed by the market's bus for directives, which only the centre may write to. */
export const receiveAcknowledgement = consumer({
  on: [batchesReceivedV1],
  environment: z.object({ REPORTING_TABLE: tableName, BUS_NAME: busName }),
  impactWhenStuck:
    "Figures that arrived are sent again and again, and missing ones are not sent when they are asked for.",
});
