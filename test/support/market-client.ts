import { randomUUID } from "node:crypto";
import type { Wish } from "#cli/market-api/roles";
import { signIn } from "#cli/market-api/sign-in";
import { type TokenSource, tokenSource } from "#cli/market-api/token-source";
import { cloudOfTests } from "./cloud.ts";

/** What is sent: `body` as JSON, or `text` as it is. */
export type Call = {
  readonly body?: unknown;
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as `Idempotency-Key`; a fresh one for every POST that names none, `null` for none at all. */
  readonly key?: string | null;
};

/** What came back, as it came: nothing is tried again. */
export type Answer<Body = Json> = {
  readonly status: number;
  readonly headers: Headers;
  /** The JSON of the answer; `undefined` when there is none. */
  readonly body: Body;
  readonly text: string;
};
// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape, and fail where one is not as they say
export type Json = any;

/** A market's API, or the centre's, for one caller. */
export type Client = {
  readonly token: string | undefined;
  call(method: string, path: string, call?: Call): Promise<Answer>;
  get(path: string): Promise<Answer>;
  put(path: string, body: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  post(path: string, body: unknown, key?: string): Promise<Answer>;
};

const placeIn = (place: string) => {
  const found = place === "central" ? cloudOfTests().central : cloudOfTests().markets[place];
  if (!found) throw new Error(`the stack has no market ${place}`);
  return found;
};

/** Roles of people and machines, in the words of the command line; a seller names the shops it is bound to. */
export const person = (role: string, ...sellerIds: string[]): Wish => ({ kind: "person", role, sellerIds });
export const machine = (role: "storefront" | "integration"): Wish => ({ kind: "machine", role });

/** Tests hold a client for minutes. With less time left than that, its token is not handed out any more. */
const secondsHeld = 900;
const tokens = new Map<string, TokenSource>();
/** An access token of a place for a role. A test run outlives tokens: each is fetched once a file, and renewed in time. */
export function tokenOf(place: string, wish: Wish): Promise<string> {
  const name = JSON.stringify([place, wish]);
  const source =
    tokens.get(name) ??
    tokenSource(async () => {
      const { accessToken, expiresIn } = await signIn(cloudOfTests(), place, wish);
      return { accessToken, expiresIn: expiresIn - secondsHeld };
    });
  tokens.set(name, source);
  return source.current();
}

/** Talks to a place with a token, or with none. */
export function clientWith(place: string, token: string | undefined): Client {
  const { url } = placeIn(place);
  const call: Client["call"] = async (method, path, { body, text, headers, key } = {}) => {
    const sent = text ?? (body === undefined ? undefined : JSON.stringify(body));
    const idempotencyKey = key === undefined && method === "POST" ? randomUUID() : key;
    const response = await fetch(url + path, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(sent === undefined ? {} : { "content-type": "application/json" }),
        ...(typeof idempotencyKey === "string" ? { "idempotency-key": idempotencyKey } : {}),
        ...headers,
      },
      ...(sent === undefined ? {} : { body: sent }),
      signal: AbortSignal.timeout(60_000),
    });
    const answered = await response.text();
    return { status: response.status, headers: response.headers, body: parsed(answered), text: answered };
  };
  return {
    token,
    call,
    get: (path) => call("GET", path),
    put: (path, body, headers) => call("PUT", path, { body, ...(headers ? { headers } : {}) }),
    post: (path, body, key) => call("POST", path, { body, ...(key === undefined ? {} : { key }) }),
  };
}

/** Talks to a place as a role of it. */
export const clientOf = async (place: string, wish: Wish): Promise<Client> =>
  clientWith(place, await tokenOf(place, wish));

function parsed(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // nothing, or what some gateway says in its own words: `text` shows it
  }
}
