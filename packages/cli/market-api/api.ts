import { setTimeout as pause } from "node:timers/promises";
import { attempts, isPassing, waitAfter } from "./retry.ts";
import type { TokenSource } from "./token-source.ts";

export type ApiRequest = {
  readonly method: string;
  /** Below the API's address, with a leading slash: `/orders?limit=1`. */
  readonly path: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly idempotencyKey?: string;
  readonly ifMatch?: number;
};

export type ApiAnswer = {
  readonly status: number;
  readonly headers: Headers;
  /** The JSON value, or the text when it is none; `undefined` when there is nothing. */
  readonly body: unknown;
  /** How long the last attempt took. */
  readonly milliseconds: number;
  /** Whether an earlier attempt ended without an answer, so that it may have had its effect. */
  readonly uncertain: boolean;
};

/** One market's API, or the centre's, for one caller. */
export type Api = (request: ApiRequest) => Promise<ApiAnswer>;

/**
 * A client that keeps its connections, renews its token, and tries again what may pass. Only safe for requests that may
 * be repeated: reads, puts, and commands under an idempotency key, which is all that the API has.
 * @throws Error when nothing answers at `url`
 */
export function api(url: string, token: TokenSource): Api {
  return async (request) => {
    let uncertain = false;
    for (let attempt = 1; ; attempt++) {
      const last = attempt === attempts;
      let retryAfter: string | null = null;
      try {
        const answer = await send(url, request, await token.current());
        const refused = answer.status === 401 && attempt === 1;
        if (last || !(refused || isPassing(answer.status))) return { ...answer, uncertain };
        if (refused) token.forget();
        uncertain ||= answer.status >= 500;
        retryAfter = refused ? "0" : answer.headers.get("retry-after");
      } catch (error) {
        if (last) throw new Error(`${url} does not answer: ${reasonOf(error)}`, { cause: error });
        uncertain = true;
      }
      await pause(waitAfter(attempt, retryAfter, Math.random(), Date.now()));
    }
  };
}

/** Longest wait for an answer, longer than any function may take. */
const patience = 60_000;

async function send(url: string, request: ApiRequest, token: string): Promise<Omit<ApiAnswer, "uncertain">> {
  const started = performance.now();
  const response = await fetch(url + request.path, {
    method: request.method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(request.body === undefined ? {} : { "content-type": "application/json" }),
      ...(request.idempotencyKey === undefined ? {} : { "idempotency-key": request.idempotencyKey }),
      ...(request.ifMatch === undefined ? {} : { "if-match": `"${request.ifMatch}"` }),
    },
    ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
    signal: AbortSignal.timeout(patience),
  });
  const text = await response.text();
  const milliseconds = performance.now() - started;
  return { status: response.status, headers: response.headers, body: parsed(text), milliseconds };
}

function parsed(text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text; // an answer that is no JSON is shown as it is
  }
}

/** Node says "fetch failed" and hides the reason in the cause. */
const reasonOf = (error: unknown): string =>
  error instanceof Error ? (error.cause instanceof Error ? error.cause.message : error.message) : String(error);
