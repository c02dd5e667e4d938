import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { Command } from "commander";
import type { ApiAnswer, ApiRequest } from "../market-api/api.ts";
import { apiFor } from "../market-api/api-for.ts";
import { wishOf } from "../market-api/roles.ts";
import { requireCloud } from "../market-api/running.ts";
import { CommandError, type CommonOptions, performs, tell } from "../terminal/outcome.ts";
import { standardInput } from "../terminal/standard-input.ts";
import { several, wholeNumber } from "./words.ts";

type Options = CommonOptions & {
  data?: string;
  role?: string;
  scope?: readonly string[];
  seller?: readonly string[];
  idempotencyKey?: string;
  ifMatch?: number;
};

/** One request, signed in. */
export const call = (): Command =>
  performs<[string, string, string], Options>(
    new Command("call")
      .description("make one signed-in request and print the answer; fails when the answer is a refusal")
      .argument("<market>", "a market's code, or central")
      .argument("<method>", "GET, PUT, POST or DELETE")
      .argument("<path>", "below the address, such as /orders?limit=3")
      .option("--data <json>", "the body, or @FILE for a file's content, @- for standard input")
      .option("--role <role>", "who to sign in as; see `archipelago token --help`")
      .option("--scope <scope>", "a scope the caller must have, repeatable", several)
      .option("--seller <id>", "a shop to act for, repeatable", several)
      .option("--idempotency-key <key>", "of a POST; a new one is made where none is given")
      .option("--if-match <version>", "the version that a PUT is meant for", wholeNumber(0)),
    async (options, place, method, path) => {
      const wish = wishOf(place, { role: options.role, scopes: options.scope, sellerIds: options.seller });
      const request = requestOf(method.toUpperCase(), path, options, await bodyOf(options.data));
      const { status, body } = await apiFor(await requireCloud(), place, wish)(request);
      const done = status < 400;
      if (!done) tell(`archipelago call: ${status} ${await reasonOf({ status, body })}`);
      return { document: { status, body: body ?? null }, text: shown(status, body), done };
    },
  );

/** What a refusal says. Reading it takes what no other answer waits for. */
async function reasonOf(answer: Pick<ApiAnswer, "status" | "body">): Promise<string> {
  const { refusalOf } = await import("../market-api/refusal.ts");
  return Object.values(refusalOf(answer)).join(": ");
}

function requestOf(method: string, path: string, { idempotencyKey, ifMatch }: Options, body: unknown): ApiRequest {
  if (!["GET", "PUT", "POST", "DELETE"].includes(method)) throw new CommandError(`${method} is no method of this API`);
  if (!path.startsWith("/")) throw new CommandError("a path begins with /");
  const key = idempotencyKey ?? (method === "POST" ? randomUUID() : undefined);
  return {
    method,
    path,
    ...(body === undefined ? {} : { body }),
    ...(key === undefined ? {} : { idempotencyKey: key }),
    ...(ifMatch === undefined ? {} : { ifMatch }),
  };
}

async function bodyOf(data: string | undefined): Promise<unknown> {
  if (data === undefined) return undefined;
  const text =
    data === "@-" ? await standardInput() : data.startsWith("@") ? await readFile(data.slice(1), "utf8") : data;
  try {
    return JSON.parse(text);
  } catch {
    throw new CommandError("the body is not JSON");
  }
}

const shown = (status: number, body: unknown): string =>
  body === undefined ? String(status) : typeof body === "string" ? body : JSON.stringify(body, null, 2);
