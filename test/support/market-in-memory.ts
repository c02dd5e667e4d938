import { readdirSync } from "node:fs";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SQSClient } from "@aws-sdk/client-sqs";
import { vi } from "vitest";
import type { CloudState } from "#cli/local-cloud/cloud-state";
import type { DomainEvent } from "#kernel/event";
import type { Market } from "#markets/schema";
import { type Item, readMany } from "#platform/dynamo";
import { log } from "#platform/log";
import { eventsIn } from "#platform/outbox";
import type { Caller, Callers } from "#test/bench/measured-shop";
import { tablesOf } from "#test/bench/tables";
import { clientInMemory, type GatewayAnswer } from "./client-in-memory.ts";
import { talkTo } from "./cloud.ts";
import type { Fault } from "./dying-process.ts";
import { memoryTables } from "./dynamodb/memory-tables.ts";
import { type Call, type Ended, type Metering, metered } from "./dynamodb/metered-calls.ts";
import { allConsumers, allRoutes } from "./manifests.ts";
import type { Client } from "./market-client.ts";
import { message } from "./queue-message.ts";

type Handler = (event: object, context: object) => Promise<unknown>;
/** An event on the bus, and the functions that got a message of it. */
export type Delivery = { readonly event: DomainEvent; readonly to: readonly string[] };
/** What went on in the market. */
export type Traffic = {
  /** Calls of DynamoDB. */
  readonly calls: readonly Call[];
  readonly deliveries: readonly Delivery[];
  /** How many writes left an outbox: each starts a relay of its own. */
  readonly outboxes: number;
  /** How many requests the API answered. */
  readonly requests: number;
};
const none: Fault = (_, pass) => pass();
const nothing: Traffic = { calls: [], deliveries: [], outboxes: 0, requests: 0 };

/**
 * A market that runs in this process: its functions' own entry files, with tables in memory behind them. What a write
 * leaves in an outbox goes to every consumer that a manifest names, one after another, before the call that caused it is
 * answered: nothing has to be waited for. The clock starts nothing, and nobody listens outside of the market.
 *
 * A test that opens one says which market `#market` is, and closes it.
 * @param deliversAtOnce false where the test says itself when events are delivered
 */
export async function marketInMemory(market: Market, { deliversAtOnce = true } = {}) {
  const specs = tablesOf(market.code);
  const tables = memoryTables([...specs].map(([name, spec]) => ({ ...spec, name })));
  const metering: Metering = { tables: specs, itemsAt: (reads) => readMany(tables, reads, "strong") };
  const consumers = (await allConsumers()).filter(({ domain }) => domain !== "headquarters");
  const routes = await allRoutes("market");
  const outboxes: string[] = [];
  let traffic = nothing;
  let by = "";
  let fault = none;

  const send = (command: { readonly input: object }): Promise<unknown> => fault(command, () => toTables(command));
  async function toTables(command: { readonly input: object }): Promise<unknown> {
    const operation = command.constructor.name.replace(/Command$/, "");
    const { passed, call, written } = await metered(metering, { by, operation, request: command.input }, () =>
      tables.dynamo.send(command as never).then(
        (said: object): Ended<() => unknown> => ({ passed: () => said, succeeded: true, said }),
        (error: unknown): Ended<() => unknown> => ({ passed: () => Promise.reject(error), succeeded: false, said: {} }),
      ),
    );
    traffic = { ...traffic, calls: [...traffic.calls, call] };
    outboxes.push(...written.flatMap(({ outbox }: Item) => outbox?.S ?? []));
    return passed();
  }

  async function run(entry: string, event: object): Promise<unknown> {
    by = entry;
    return (await handlerOf(entry))(event, {});
  }

  async function deliver(event: DomainEvent): Promise<void> {
    const to = consumers
      .filter(({ consumer }) => consumer.on.some(({ type }) => type === event.type))
      .map(({ domain, name }) => `${domain}/${kebab(name)}.event`);
    traffic = { ...traffic, deliveries: [...traffic.deliveries, { event, to }] };
    for (const entry of to) {
      const { batchItemFailures } = (await run(entry, message(event))) as { batchItemFailures: readonly unknown[] };
      if (batchItemFailures.length > 0) throw new Error(`${entry} failed at ${event.type}`);
    }
  }

  /** Delivers what was written, and what is written because of it. */
  async function settle(): Promise<void> {
    for (let outbox = outboxes.shift(); outbox !== undefined; outbox = outboxes.shift()) {
      traffic = { ...traffic, outboxes: traffic.outboxes + 1 };
      for (const event of eventsIn(outbox)) await deliver(event);
    }
  }

  const client = (role: string, ...sellerIds: readonly string[]): Client =>
    clientInMemory({ role, sellerIds }, routes, async (domain, event) => {
      traffic = { ...traffic, requests: traffic.requests + 1 };
      const answer = (await run(httpEntryOf(domain), event)) as GatewayAnswer;
      if (deliversAtOnce) await settle();
      return answer;
    });
  const callerAs = (role: string): Caller => ({
    call: (method, path, body) => client(role).call(method, path, { body }),
  });

  const replaced = [
    vi.spyOn(DynamoDBClient.prototype, "send").mockImplementation(send as never),
    vi.spyOn(SecretsManagerClient.prototype, "send").mockImplementation(async () => ({ SecretString: secret })),
    vi.spyOn(SQSClient.prototype, "send").mockImplementation(async () => ({})), // the sandbox's own notifications
    vi.spyOn(log, "info").mockImplementation(() => undefined),
  ];
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  for (const [table, { name }] of specs) vi.stubEnv(`${name.toUpperCase()}_TABLE`, table);

  talkTo(cloudOf(market)); // whoever looks into its tables as into those of a deployed market finds these

  const callers: Callers = { market, operations: callerAs("operations"), storefront: callerAs("storefront") };
  return {
    ...callers,
    /** Talks to the market as one of its roles, a seller bound to these, in the way that tests of a deployed one do. */
    client,
    /** Starts a function with an event. @returns what it returns, before anybody hears of what it wrote */
    run,
    settle,
    /** @returns the events that were written and are not delivered yet: whoever asks is to deliver them */
    undelivered: (): DomainEvent[] => outboxes.splice(0).flatMap((outbox) => [...eventsIn(outbox)]),
    /** Runs `work` with something between the functions and their tables. What fails then is meant to, and is not logged. */
    async withFault<Result>(between: Fault, work: () => Promise<Result>): Promise<Result> {
      fault = between;
      const silent = vi.spyOn(log, "error").mockImplementation(() => undefined);
      try {
        return await work();
      } finally {
        fault = none;
        silent.mockRestore();
      }
    },
    /** Every item of every table: two answers that are equal mean that nothing was written in between. */
    everything: () => Object.fromEntries([...specs].map(([name]) => [name, tables.all(name)])),
    /** The tables, read past the meter. */
    dynamo: tables.dynamo,
    /** @returns what went on since the last time this was asked */
    traffic(): Traffic {
      const since = traffic;
      traffic = nothing;
      return since;
    },
    close() {
      for (const spy of replaced) spy.mockRestore();
      vi.unstubAllEnvs();
      talkTo(undefined);
    },
  };
}

export type MarketInMemory = Awaited<ReturnType<typeof marketInMemory>>;

/** Where SDK clients would look for a market. Nothing is sent there. */
const cloudOf = ({ code, region }: Market): CloudState => {
  const site = { url: "http://market.invalid", region, userPoolId: "", appClientId: "" };
  const machines = { storefront: { clientId: "" }, integration: { clientId: "" } };
  const process = { endpoint: "http://cloud.invalid", port: 0, pid: 0, startedAt: "" };
  return { ...process, markets: { [code]: { ...site, centralLink: "attached", machines } }, central: site };
};

const secret = "0123456789abcdef0123456789abcdef";
/** What functions are told besides their tables. Nothing of it leaves this process. */
const environment = {
  BUS_NAME: "bus",
  CENTRAL_LINK: "attached",
  WINDOW_SECONDS: "3600",
  GRACE_SECONDS: "3600",
  SANDBOX_QUEUE_URL: "http://sandbox-queue.invalid",
  PSEUDONYM_SECRET_ARN: "arn:pseudonyms",
  PROVIDER_SECRET_ARN: "arn:provider",
  POWERTOOLS_METRICS_DISABLED: "true",
};

const functionsFolder = new URL("../../functions/", import.meta.url);
async function handlerOf(entry: string): Promise<Handler> {
  const file = new URL(`${entry}.ts`, functionsFolder).href;
  return ((await import(/* @vite-ignore */ file)) as { readonly handler: Handler }).handler;
}

/** The entry file that answers a domain's routes: each domain has one. */
function httpEntryOf(domain: string): string {
  const found = readdirSync(new URL(`${domain}/`, functionsFolder)).filter((name) => name.endsWith(".http.ts"));
  if (found.length !== 1) throw new Error(`${domain} has ${found.length} entries for HTTP`);
  return `${domain}/${found[0]?.replace(/\.ts$/, "")}`;
}

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
