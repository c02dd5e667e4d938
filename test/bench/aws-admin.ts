import type { CloudState } from "#cli/local-cloud/cloud-state";
import { regionIn } from "#cli/market-api/running";
import type { Wire } from "./wire.ts";

type Request = { readonly method?: string; readonly path?: string; readonly target?: string; readonly body?: unknown };

/** Asks a service of the local cloud as the administrator of its account, whose signature is not looked at.
 *  @throws Error with what the service said when it refused */
async function ask(cloud: CloudState, place: string, service: string, request: Request): Promise<Wire> {
  const { method = "POST", path = "/", target, body } = request;
  const scope = `000000000000/20260101/${regionIn(cloud, place).region}/${service}/aws4_request`;
  const response = await fetch(cloud.endpoint + path, {
    method,
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`,
      ...(target ? { "content-type": "application/x-amz-json-1.1", "x-amz-target": target } : {}),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${service} ${target ?? path} answered ${response.status} ${text.slice(0, 300)}`);
  return text === "" ? undefined : JSON.parse(text);
}

/** `payments/poll-pending.schedule` → the function's name in a market. */
export const functionName = (market: string, entry: string): string =>
  `archipelago-${market}-${entry.replaceAll(/[/.]/g, "-")}`;

const configuration = (market: string, entry: string): string =>
  `/2015-03-31/functions/${functionName(market, entry)}/configuration`;

type Variables = Readonly<Record<string, string>>;

/** The environment variables of a deployed function; `undefined` when this deployment has no such function. */
export async function environmentOf(cloud: CloudState, market: string, entry: string): Promise<Variables | undefined> {
  try {
    const path = configuration(market, entry);
    const { Environment } = await ask(cloud, market, "lambda", { method: "GET", path });
    return Environment?.Variables ?? {};
  } catch (error) {
    if (error instanceof Error && error.message.includes("answered 404")) return undefined;
    throw error;
  }
}

/** Gives a deployed function other variables: whatever process it has is replaced, as after a release. */
export async function setEnvironment(
  cloud: CloudState,
  market: string,
  entry: string,
  variables: Variables,
): Promise<void> {
  const body = { Environment: { Variables: variables } };
  await ask(cloud, market, "lambda", { method: "PUT", path: configuration(market, entry), body });
}

/** What a function, or the API, wrote to its log since a moment. */
export async function logLines(cloud: CloudState, market: string, group: string, since: number): Promise<string[]> {
  const lines: string[] = [];
  let nextToken: string | undefined;
  do {
    const page = await ask(cloud, market, "logs", {
      target: "Logs_20140328.FilterLogEvents",
      body: { logGroupName: group, startTime: since, limit: 10_000, ...(nextToken ? { nextToken } : {}) },
    });
    lines.push(...page.events.map(({ message }: { message: string }) => message));
    nextToken = page.nextToken ?? undefined;
  } while (nextToken);
  return lines;
}
