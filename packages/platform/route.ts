import type * as z from "zod/mini";
import {
  bodyTooLarge,
  forbidden,
  invalid,
  notFound,
  type ProblemCode,
  tooManyRequests,
  unreadable,
} from "./problem.ts";

export type Method = "GET" | "PUT" | "POST" | "DELETE";
/** As the gateway names it; `$default` takes every request that no other route does, whatever its method. */
export type RouteKey = `${Method} /${string}` | "$default";
type Schema = z.ZodMiniType;

/** One route: from this value infrastructure makes the gateway's route and scope, the function parses and answers, and
 *  OpenAPI, the access matrix and the command line know it. */
export type Route = {
  readonly key: RouteKey;
  /** The OAuth scope the gateway demands; `undefined` means open to all (health, signed notifications). */
  readonly scope: string | undefined;
  readonly summary: string;
  /** What callers that are bound to sellers get, whatever their scopes: their `own` part, which the handler sees to, or
   *  `none`, which is a 403 before the handler is asked. Every route of a market that asks for a token says so; where it is
   *  left out they get what everybody gets. */
  readonly boundSellers?: "own" | "none";
  /** Whether `Idempotency-Key` is required. */
  readonly idempotent?: boolean;
  /** Whether `If-Match` is honoured. */
  readonly conditional?: boolean;
  readonly path?: Schema;
  /** Whether the last part of the path may hold a `/`: a gateway decodes it before it looks for the route. */
  readonly greedy?: boolean;
  readonly query?: Schema;
  readonly body?: Schema;
  /** The raw text reaches the handler unparsed (signed notifications). */
  readonly raw?: boolean;
  /** The statuses whose answers name in `Location` where the new thing is found. */
  readonly located?: readonly number[];
  readonly answers: Readonly<Record<number, Schema | null>>;
  readonly problems: readonly ProblemCode[];
  /** Those that it also answers with 400: what no answer of ours ever gave, such as an altered cursor. */
  readonly problemsAt400?: readonly ProblemCode[];
};
export type Routes = Readonly<Record<string, Route>>;

/** Declares a route. The problems that every route may have need no mention. */
export const route = <const Spec extends Omit<Route, "key">>(key: RouteKey, spec: Spec) => ({ key, ...spec });

/** What an HTTP API calls the route: the same, but for the mark of a greedy last part (`{sku+}`). */
export const gatewayKey = ({ key, greedy }: Pick<Route, "key" | "greedy">): string =>
  greedy ? key.replace(/\}$/, "+}") : key;

export const everyRoutesProblems = [unreadable, invalid, bodyTooLarge, notFound, forbidden, tooManyRequests] as const;
export type EveryRoutesProblem = (typeof everyRoutesProblems)[number]["code"];
