import * as z from "zod/mini";
import { feedQuery, feedView } from "#headquarters/feed-view";
import { stamp } from "#headquarters/ingress-message";
import { reportQuery } from "#headquarters/report-question";
import { reportView } from "#headquarters/report-view";
import { busName, secretArn, tableName } from "#platform/environment";
import { frontDoorRoutes, versionEnvironment, versionView } from "#platform/front-door";
import { consumer, queueWorker, schedule, tokenTrigger } from "#platform/manifest";
import { invalid } from "#platform/problem";
import { route } from "#platform/route";
import { batchV1 } from "#reporting/contracts/batch.v1";
import { writtenThroughV1 } from "#reporting/contracts/written-through.v1";

/** Words with blanks between; none is fine. */
const words = z.string();

/** Open to everybody, so nothing is told here of any market, and nothing is read. */
export const routes = frontDoorRoutes(
  "Whether the centre answers, and which version of it",
  z.object({ status: z.literal("ok"), ...versionView }),
);

/** The front door keeps nothing; it tells which version answers. */
export const frontDoorEnvironment = versionEnvironment;

export const apiRoutes = {
  feed: route("GET /feed", {
    scope: "feed/read",
    summary: "What the markets publish, each in its order, from the beginning or from a day; `next` goes on, for ever",
    query: feedQuery,
    answers: { 200: feedView },
    problems: [],
    problemsAt400: [invalid],
  }),
  sales: route("GET /reports/sales", {
    scope: "reports/read",
    summary:
      "Sales, cancellations and shipping of some markets or all, by market, time, channel and category, in one currency or apart",
    query: reportQuery,
    answers: { 200: reportView },
    problems: [],
  }),
} as const;

export const apiEnvironment = z.object({
  HEADQUARTERS_TABLE: tableName,
  CURSOR_SECRET_ARN: secretArn,
  ATTACHED_MARKETS: words,
});

/** The centre's groups need no table. */
export const preToken = tokenTrigger(z.object({}));

/** What may come across from a market; the rule of its ingress bus stamps it. What that rule could not deliver comes unstamped,
 *  by redrive. */
export const validateIngress = queueWorker({
  fedBy: { contracts: [batchV1, writtenThroughV1], stamp },
  environment: z.object({ BUS_NAME: busName }),
  impactWhenStuck: "Leadership sees no new figures of any market; the markets send them again until they are taken.",
});

export const storeBatches = consumer({
  on: [batchV1, writtenThroughV1],
  environment: z.object({ HEADQUARTERS_TABLE: tableName }),
  impactWhenStuck: "Leadership sees no new figures of the markets whose batches are stuck.",
  timeoutSeconds: 30,
  // batches of a series are counted one after another: more workers would only wait for each other
  concurrency: 4,
});

/** `DIRECTIVE_BUSES`: `<market>=<address of its bus for directives>` of each attached market. */
export const acknowledgeBatches = schedule({
  everyMinutes: 1,
  environment: z.object({ HEADQUARTERS_TABLE: tableName, DIRECTIVE_BUSES: words }),
  impactWhenStuck: "Markets keep sending what has arrived, and are not asked for what is missing.",
  timeoutSeconds: 50,
});
