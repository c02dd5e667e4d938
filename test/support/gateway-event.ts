import type { Client } from "./market-client.ts";

/** What an HTTP API hands to a function for a caller whose token it has checked. */
export const atTheGateway = (
  { token = "" }: Pick<Client, "token">,
  routeKey: string,
  body: unknown,
  idempotencyKey: string | null,
  path = {},
) => ({
  version: "2.0",
  routeKey,
  rawPath: "",
  rawQueryString: "",
  headers: {
    "content-type": "application/json",
    ...(idempotencyKey === null ? {} : { "idempotency-key": idempotencyKey }),
  },
  pathParameters: path,
  requestContext: { authorizer: { jwt: { claims: claimsIn(token) } }, requestId: "in-this-process" },
  body: JSON.stringify(body),
  isBase64Encoded: false,
});

const claimsIn = (token: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
