import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { vi } from "vitest";
import { reach, regionIn } from "#cli/market-api/running";
import { cloudOfTests } from "./cloud.ts";
import { environmentOf } from "./emulator-control.ts";
import type { Json } from "./market-client.ts";

type Handler = (event: unknown) => Promise<Json>;

/**
 * The handler of a function's entry file, running in this process, with the environment that the deployed one has and
 * against the same tables. A test that uses it says which market `#market` is.
 */
export async function entryHere(place: string, entry: string): Promise<Handler> {
  const cloud = cloudOfTests();
  const { region, endpoint, credentials } = reach(cloud, regionIn(cloud, place));
  const variables = {
    ...(await environmentOf(place, entry)),
    AWS_REGION: region,
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    POWERTOOLS_LOG_LEVEL: "SILENT",
    POWERTOOLS_METRICS_DISABLED: "true",
  };
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  const file = new URL(`../../functions/${entry}.ts`, import.meta.url);
  const { handler } = (await import(/* @vite-ignore */ file.href)) as { handler: Handler };
  return handler;
}

/** A command on its way to DynamoDB, and the way on. */
export type Fault = (command: object, pass: () => Promise<unknown>) => Promise<unknown>;

/** Runs `work` with something between every DynamoDB client of this process and its table. */
export async function withFault<Result>(fault: Fault, work: () => Promise<Result>): Promise<Result> {
  const send = DynamoDBClient.prototype.send as (...sent: unknown[]) => Promise<unknown>;
  const between = vi.spyOn(DynamoDBClient.prototype, "send").mockImplementation(function (
    this: DynamoDBClient,
    ...sent: unknown[]
  ) {
    return fault(sent[0] as object, () => send.apply(this, sent));
  } as unknown as typeof DynamoDBClient.prototype.send);
  try {
    return await work();
  } finally {
    between.mockRestore();
  }
}

export const isWrite = (command: object): boolean =>
  /^(TransactWrite|Put|Update|Delete|BatchWrite)/.test(command.constructor.name);

/** A process that dies at its n-th write, before it reaches the table or right after. It does nothing from then on. */
export function dyingAt(write: number, when: "before" | "after") {
  let writes = 0;
  let dead = false;
  const fault: Fault = async (command, pass) => {
    if (dead) throw new Error("this process is dead");
    if (!isWrite(command) || ++writes < write) return pass();
    dead = true;
    if (when === "after") await pass();
    throw new Error("this process died");
  };
  return { fault, died: () => dead };
}
