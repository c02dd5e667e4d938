import type { Api } from "#cli/market-api/api";
import type { Client } from "./market-client.ts";

/** The command line's client, for a market that runs in this process: nothing is lost on the way, and nothing tried again. */
export const apiInMemory =
  (client: Client): Api =>
  async ({ method, path, body, idempotencyKey, ifMatch }) => {
    const answer = await client.call(method, path, {
      body,
      key: idempotencyKey ?? null,
      ...(ifMatch === undefined ? {} : { headers: { "if-match": `"${ifMatch}"` } }),
    });
    return { status: answer.status, headers: answer.headers, body: answer.body, milliseconds: 1, uncertain: false };
  };
