import { createHash } from "node:crypto";
import type { APIGatewayProxyEventV2WithJWTAuthorizer } from "aws-lambda";
import * as z from "zod/mini";
import en from "zod/v4/locales/en.js";
import { type Instant, instantOf } from "#kernel/time";
import { type Caller, callerOf } from "./caller.ts";
import type { IdempotentRequest } from "./idempotency.ts";
import {
  bodyTooLarge,
  type FieldError,
  idempotencyKeyMissing,
  invalid,
  type Problem,
  problem,
  unreadable,
} from "./problem.ts";
import type { Route } from "./route.ts";

z.config(en());

type Parsed<Schema> = Schema extends z.ZodMiniType ? z.output<Schema> : undefined;

/** A request whose every part was checked against its route's contract. */
export type HttpRequest<R extends Route = Route> = {
  readonly path: Parsed<R["path"]>;
  readonly query: Parsed<R["query"]>;
  readonly body: Parsed<R["body"]>;
  /** The body as it arrived, for routes that check a signature over it. */
  readonly rawBody: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly caller: Caller;
  readonly now: Instant;
  /** What the request is known by for its `Idempotency-Key`; without meaning on routes that need none. */
  readonly idempotency: IdempotentRequest;
  /** The version of `If-Match`, when the client sent one. */
  readonly ifMatch: number | undefined;
};

export type GatewayEvent = Omit<APIGatewayProxyEventV2WithJWTAuthorizer, "requestContext"> & {
  requestContext: { authorizer?: { jwt?: { claims?: Record<string, unknown> } }; requestId?: string };
};

/** 256 kB, the largest body that is read. */
export const largestBody = 256 * 1024;
const visible = /^[\x21-\x7e]{1,128}$/;

/** Checks a gateway's event against a route, without touching anything.
 *  @returns the request, or the problem that names every field that is wrong */
export function readRequest<R extends Route>(route: R, event: GatewayEvent): HttpRequest<R> | Problem {
  const rawBody = event.isBase64Encoded ? Buffer.from(event.body ?? "", "base64").toString() : (event.body ?? "");
  if (Buffer.byteLength(rawBody) > largestBody) return problem(bodyTooLarge, "the body is larger than 256 kB");
  const caller = callerOf(event.requestContext.authorizer?.jwt?.claims);
  const key = event.headers["idempotency-key"];
  if (route.idempotent && key === undefined)
    return problem(idempotencyKeyMissing, "the header Idempotency-Key is required", {
      errors: [{ pointer: "header:Idempotency-Key", detail: "is required" }],
    });
  const errors: FieldError[] = [];
  if (route.idempotent && !visible.test(key ?? ""))
    errors.push({ pointer: "header:Idempotency-Key", detail: "must be 1 to 128 visible ASCII characters" });
  const ifMatch = route.conditional ? readVersion(event.headers["if-match"], errors) : undefined;
  const path = readPart(route.path, decoded(event.pathParameters ?? {}), "path:", errors);
  // who signs what it sends to us decides on its own parameters
  const query = route.raw
    ? undefined
    : readPart(route.query ?? noParameters, { ...event.queryStringParameters }, "query:", errors);
  let sent: unknown;
  let fingerprinted = "";
  try {
    if (route.body) sent = JSON.parse(rawBody);
    fingerprinted = JSON.stringify([path ?? null, sent ?? null], inOrder); // fails on what is nested beyond the stack
  } catch {
    return problem(unreadable, "the body is not JSON", { errors: [{ pointer: "", detail: "is not JSON" }] });
  }
  const body = readPart(route.body, sent, "/", errors);
  if (errors.length === 0 && perhapsPrototype.test(rawBody)) errors.push(...prototypesIn(sent));
  if (errors.length > 0)
    return problem(invalid, "the request does not meet its contract", { errors: errors.slice(0, 20) });
  const fingerprint = createHash("sha256").update(fingerprinted).digest("base64url");
  return {
    path: path as Parsed<R["path"]>,
    query: query as Parsed<R["query"]>,
    body: body as Parsed<R["body"]>,
    rawBody,
    headers: event.headers,
    caller,
    now: instantOf(Date.now()),
    idempotency: { caller, routeKey: route.key, fingerprint, idempotencyKey: key ?? "" },
    ifMatch,
  };
}

/** What a route takes that names no parameters: a misspelt one would else be passed over, and more answered than asked. */
const noParameters = z.strictObject({});

/** The members of an object by name: who sends the same in another order sends the same. */
const inOrder = (_: string, value: unknown): unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)))
    : value;

function readPart(schema: z.ZodMiniType | undefined, value: unknown, prefix: string, errors: FieldError[]): unknown {
  if (!schema) return undefined;
  const result = z.safeParse(schema, value);
  if (result.success) return result.data;
  for (const issue of result.error.issues) {
    if (issue.code === "unrecognized_keys")
      for (const name of issue.keys)
        errors.push({ pointer: pointerTo(prefix, [...issue.path, name]), detail: unknown(prefix) });
    else errors.push({ pointer: pointerTo(prefix, issue.path), detail: issue.message.slice(0, 200) });
  }
  return undefined;
}

const unknown = (prefix: string): string =>
  prefix === "query:" ? "is not a parameter of this route" : "is not a field of this request";

/** A text without this holds no member `__proto__`; an escape may spell it too. */
const perhapsPrototype = /__proto__|\\u/;

/** Where `__proto__` stands among members that a contract leaves free: there it is passed over instead of refused. */
const prototypesIn = (value: unknown, path: readonly string[] = []): FieldError[] =>
  Object.entries(typeof value === "object" && value !== null ? value : {}).flatMap(([name, member]) =>
    name === "__proto__"
      ? [{ pointer: pointerTo("/", [...path, name]), detail: "is not a field of this request" }]
      : prototypesIn(member, [...path, name]),
  );

function pointerTo(prefix: string, path: readonly PropertyKey[]): string {
  const steps = path.map((step) => String(step).slice(0, 100).replaceAll("~", "~0").replaceAll("/", "~1"));
  return prefix === "/" && steps.length === 0 ? "" : prefix + steps.join("/");
}

/** Path parameters as they were meant. An HTTP API decodes every escape but `%25`, other gateways decode none; both leave
 *  exactly one decoding to us. */
function decoded(parameters: Readonly<Record<string, string | undefined>>): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => {
      try {
        return [name, value === undefined ? value : decodeURIComponent(value)];
      } catch {
        return [name, value]; // a `%` that nobody escaped means itself
      }
    }),
  );
}

function readVersion(ifMatch: string | undefined, errors: FieldError[]): number | undefined {
  if (ifMatch === undefined) return undefined;
  const [, quoted, bare] = /^(?:(?:W\/)?"(\d{1,15})"|(\d{1,15}))$/.exec(ifMatch) ?? [];
  const digits = quoted ?? bare;
  if (digits === undefined) errors.push({ pointer: "header:If-Match", detail: "must be a version that an ETag gave" });
  return digits === undefined ? undefined : Number(digits);
}
