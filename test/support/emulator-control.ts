import { setTimeout as pause } from "node:timers/promises";
import { regionIn } from "#cli/market-api/running";
import { cloudOfTests } from "./cloud.ts";
import type { Json } from "./market-client.ts";

type AwsCall = {
  readonly method?: string;
  readonly path?: string;
  readonly target?: string;
  readonly body?: unknown;
  readonly form?: Readonly<Record<string, string>>;
};

/**
 * Asks a service of the local cloud for something that no SDK client of ours does. The administrator of the emulator's
 * account has to name service and region; its signature is not looked at.
 * @throws Error with what the service said when it refused
 */
export async function ask(place: string, service: string, call: AwsCall): Promise<Json> {
  const text = await send(place, service, call);
  return text === "" ? undefined : JSON.parse(text);
}

/** The same of a service that takes a form and answers in XML, as the older ones do. */
export const askInXml = (place: string, service: string, form: Readonly<Record<string, string>>): Promise<string> =>
  send(place, service, { form });

async function send(
  place: string,
  service: string,
  { method = "POST", path = "/", target, body, form }: AwsCall,
): Promise<string> {
  const cloud = cloudOfTests();
  const { region } = regionIn(cloud, place);
  const scope = `000000000000/20260101/${region}/${service}/aws4_request`;
  const response = await fetch(cloud.endpoint + path, {
    method,
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`,
      ...(target ? { "content-type": "application/x-amz-json-1.1", "x-amz-target": target } : {}),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(form ? { body: new URLSearchParams(form) } : {}),
  });
  const text = await response.text();
  if (!response.ok || response.headers.has("x-amz-function-error"))
    throw new Error(`${service} ${target ?? path} answered ${response.status} ${text.slice(0, 500)}`);
  return text;
}

const functions = "/2015-03-31/functions";
/** `payments/poll-pending.schedule` → the function's name in a market. */
export const functionName = (place: string, entry: string): string =>
  `archipelago-${place}-${entry.replaceAll(/[/.]/g, "-")}`;

/** Runs a deployed function now: tests do not wait for the clock. */
export const invoke = (place: string, entry: string, event: unknown = {}): Promise<Json> =>
  ask(place, "lambda", { path: `${functions}/${functionName(place, entry)}/invocations`, body: event });

/** The deployed functions of a place, by the address of their role. */
export async function functionsByRole(place: string): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  let marker = "";
  do {
    const page = await ask(place, "lambda", { method: "GET", path: `${functions}/?MaxItems=50${marker}` });
    for (const { Role, FunctionName } of page.Functions) found.set(Role, FunctionName);
    marker = page.NextMarker ? `&Marker=${page.NextMarker}` : "";
  } while (marker);
  return found;
}

const configuration = (place: string, entry: string): string =>
  `${functions}/${functionName(place, entry)}/configuration`;

/** The environment variables of a deployed function. */
export async function environmentOf(place: string, entry: string): Promise<Readonly<Record<string, string>>> {
  const { Environment } = await ask(place, "lambda", { method: "GET", path: configuration(place, entry) });
  return Environment.Variables;
}

/** Runs `work` while a deployed function has other environment variables, as after a bad release. */
export async function withEnvironment(
  place: string,
  entry: string,
  change: Readonly<Record<string, string>>,
  work: () => Promise<void>,
): Promise<void> {
  const variables = await environmentOf(place, entry);
  const put = (Variables: object) =>
    ask(place, "lambda", { method: "PUT", path: configuration(place, entry), body: { Environment: { Variables } } });
  await put({ ...variables, ...change });
  try {
    await work();
  } finally {
    await put(variables);
  }
}

/**
 * Runs `work` while some deployed functions are not started by anything: neither by a queue or stream, which keep what
 * arrives for them, nor by the clock. What waited is handled afterwards.
 */
export async function whileAsleep<Result>(
  place: string,
  entries: readonly string[],
  work: () => Promise<Result>,
): Promise<Result> {
  const names = new Set(entries.map((entry) => functionName(place, entry)));
  const sources = (await mappings(place)).filter(({ FunctionArn }) => names.has(FunctionArn.split(":")[6] ?? ""));
  const clocks = (await schedules(place)).filter(({ Target }) => names.has(Target.Arn.split(":")[6] ?? ""));
  if (sources.length + clocks.length < names.size) throw new Error(`not all of ${[...names].join(", ")} are started`);
  const put = async (awake: boolean) => {
    for (const { UUID } of sources)
      await ask(place, "lambda", {
        method: "PUT",
        path: `/2015-03-31/event-source-mappings/${UUID}`,
        body: { Enabled: awake },
      });
    for (const { Name, ...schedule } of clocks)
      await ask(place, "scheduler", {
        method: "PUT",
        path: `/schedules/${Name}`,
        body: { ...schedule, State: awake ? "ENABLED" : "DISABLED" },
      });
  };
  await put(false);
  try {
    await pause(500); // a batch that was taken before is being worked on
    return await work();
  } finally {
    await put(true);
  }
}

const mappings = (place: string): Promise<{ UUID: string; FunctionArn: string }[]> =>
  listed(place, "/2015-03-31/event-source-mappings/", "EventSourceMappings");

/** Everything in a list of Lambda's, page after page. */
async function listed(place: string, path: string, member: string): Promise<Json[]> {
  const found: Json[] = [];
  let marker = "";
  do {
    const page = await ask(place, "lambda", {
      method: "GET",
      path: `${path}?MaxItems=100${marker && `&Marker=${marker}`}`,
    });
    found.push(...page[member]);
    marker = page.NextMarker ?? "";
  } while (marker);
  return found;
}

/** A deployed function, and the credentials that its role has. */
export type Session = {
  readonly who: string;
  readonly credentials: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken: string;
  };
};

/** Every function of a place, each as itself. The local cloud lets its administrator be whatever role a function may be;
 *  on AWS nobody but the function can. */
export async function sessionsOf(place: string): Promise<readonly Session[]> {
  const deployed = await listed(place, `${functions}/`, "Functions");
  return Promise.all(
    deployed.map(async ({ FunctionName, Role }): Promise<Session> => {
      const target = "AWSSecurityTokenServiceV20110615.AssumeRole";
      const body = { RoleArn: Role, RoleSessionName: "somebody" };
      const { Credentials } = await ask(place, "sts", { target, body });
      const { AccessKeyId, SecretAccessKey, SessionToken } = Credentials;
      const credentials = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
      return { who: FunctionName, credentials };
    }),
  );
}

async function schedules(place: string): Promise<{ Name: string; Target: { Arn: string } }[]> {
  const { Schedules } = await ask(place, "scheduler", { method: "GET", path: "/schedules?MaxResults=100" });
  return Promise.all(
    Schedules.map(({ Name }: { Name: string }) =>
      ask(place, "scheduler", { method: "GET", path: `/schedules/${Name}` }),
    ),
  );
}

const linesPerPage = 10_000;
/** Every line in every log of a place since a moment, as it was written; some may come twice. */
export async function* logLines(place: string, since: number): AsyncGenerator<{ group: string; line: string }> {
  const logs = (operation: string, body: object) =>
    ask(place, "logs", { target: `Logs_20140328.${operation}`, body: { ...body, limit: linesPerPage } });
  for (const group of await logGroups(place)) {
    for (let from = since, more = true; more; ) {
      const { events } = await logs("FilterLogEvents", { logGroupName: group, startTime: from });
      for (const { message } of events) yield { group, line: message };
      const last: number = events.at(-1)?.timestamp ?? from;
      more = events.length === linesPerPage;
      if (more && last === from) throw new Error(`${group} has more lines of one moment than one page holds`);
      from = last;
    }
  }
}

async function logGroups(place: string): Promise<string[]> {
  const names: string[] = [];
  let nextToken: string | undefined;
  do {
    const page = await ask(place, "logs", {
      target: "Logs_20140328.DescribeLogGroups",
      body: { limit: 50, nextToken },
    });
    names.push(...page.logGroups.map(({ logGroupName }: { logGroupName: string }) => logGroupName));
    nextToken = page.nextToken;
  } while (nextToken);
  return names;
}
