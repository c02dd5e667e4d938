import middy from "@middy/core";
import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import type * as z from "zod/mini";
import type { Answer } from "./answer.ts";
import { ContentionError } from "./contention.ts";
import { readEnvironment } from "./environment.ts";
import { errorFields, log } from "./log.ts";
import type { EnvironmentSchema } from "./manifest.ts";
import {
  forbidden,
  isProblem,
  nothingHere,
  type Problem,
  problem,
  problemDocument,
  tooManyRequests,
} from "./problem.ts";
import { type GatewayEvent, type HttpRequest, readRequest } from "./request.ts";
import { type EveryRoutesProblem, gatewayKey, type Route, type Routes } from "./route.ts";

/** What a route's handler may answer: a status its contract declares, or a problem its contract names. */
export type AnswerTo<R extends Route> =
  | Answer<Extract<keyof R["answers"], number>>
  | Problem<R["problems"][number]["code"] | EveryRoutesProblem>;

/** One handler per route: a route without one, or one that answers with a problem its route does not declare, does not compile. */
export type Handlers<R extends Routes> = {
  readonly [Name in keyof R]: (request: HttpRequest<R[Name]>) => AnswerTo<R[Name]> | Promise<AnswerTo<R[Name]>>;
};

/**
 * A Lambda function behind an HTTP API: it finds the route by the gateway's `routeKey`, checks the request, calls the
 * handler and writes the answer. Everything it answers itself is a problem document; what nobody foresaw is a 500
 * without details, and a log line.
 */
export function httpFunction<R extends Routes, E extends EnvironmentSchema>(
  routes: R,
  environment: E,
  build: (environment: z.output<E>) => Handlers<R>,
) {
  const handlers = build(readEnvironment(environment));
  const table = new Map<string, { route: Route; handle: (request: never) => unknown }>(
    Object.entries(routes).map(([name, route]) => [gatewayKey(route), { route, handle: handlers[name as keyof R] }]),
  );
  return middy<GatewayEvent, APIGatewayProxyStructuredResultV2>()
    .use({ onError: answerFailure, after: logRequest })
    .handler(async (event) => {
      const entry = table.get(event.routeKey);
      if (!entry) return respond(nothingHere());
      const request = readRequest(entry.route, event);
      if (isProblem(request)) return respond(request);
      if (entry.route.boundSellers === "none" && request.caller.sellerIds) return respond(notForSellers());
      return respond((await entry.handle(request as never)) as Answer | Problem);
    });
}

const notForSellers = () => problem(forbidden, "this is not for sellers");

type Outcome = { event: GatewayEvent; response: APIGatewayProxyStructuredResultV2 | null; error: Error | null };

function answerFailure(outcome: Outcome): void {
  if (isContention(outcome.error)) {
    outcome.response = respond(problem(tooManyRequests, "others are changing the same items; try again"));
    outcome.response.headers = { ...outcome.response.headers, "retry-after": "1" };
  } else {
    log.error("a request failed", { routeKey: outcome.event.routeKey, ...errorFields(outcome.error) });
    outcome.response = respondWith(500, "application/problem+json", {
      type: "about:blank",
      title: "internal error",
      status: 500,
      detail: "the request could not be handled; nothing is known to be wrong with it",
      code: "internal",
    });
  }
  logRequest(outcome);
}

const throttles = new Set(["ProvisionedThroughputExceededException", "ThrottlingException", "RequestLimitExceeded"]);
const isContention = (error: Error | null): boolean =>
  error instanceof ContentionError || (error !== null && throttles.has(error.name));

function logRequest({ event, response }: Outcome): void {
  log.info("request", { routeKey: event.routeKey, status: response?.statusCode });
}

function respond(outcome: Answer | Problem): APIGatewayProxyStructuredResultV2 {
  if (isProblem(outcome)) {
    const document = problemDocument(outcome);
    return respondWith(document.status, "application/problem+json", document);
  }
  const response = respondWith(outcome.status, "application/json", outcome.body);
  if (outcome.version !== undefined) response.headers = { ...response.headers, etag: `"${outcome.version}"` };
  if (outcome.location !== undefined) response.headers = { ...response.headers, location: outcome.location };
  if (outcome.replayed) response.headers = { ...response.headers, "idempotency-replayed": "true" };
  return response;
}

const respondWith = (statusCode: number, contentType: string, body: unknown): APIGatewayProxyStructuredResultV2 =>
  body === undefined
    ? { statusCode }
    : { statusCode, headers: { "content-type": contentType }, body: JSON.stringify(body) };
