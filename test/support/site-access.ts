import {
  DynamoDBClient,
  GetItemCommand,
  ListTablesCommand,
  PutItemCommand,
  QueryCommand,
} from "@aws-sdk/client-dynamodb";
import { EventBridgeClient, ListEventBusesCommand, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { GetSecretValueCommand, ListSecretsCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { ListQueuesCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import pMap from "p-map";
import { reach, regionIn } from "#cli/market-api/running";
import { toItem, toValues } from "#platform/dynamo";
import { cloudOfTests } from "./cloud.ts";
import type { Session } from "./emulator-control.ts";

/** Those of a function's session, or an administrator's, which has no token. */
type Credentials = Omit<Session["credentials"], "sessionToken"> & Partial<Session["credentials"]>;
const account = "000000000000";

/** Something that somebody may try to do to a site. */
export type Attempt = { readonly what: string; make(credentials: Credentials): Promise<unknown> };

/** Putting an event of no meaning on a bus, also on one that is not there. */
export const putOn = (place: string, bus: string): Attempt => {
  const { region } = regionIn(cloudOfTests(), place);
  const EventBusName = `arn:aws:events:${region}:${account}:event-bus/${bus}`;
  const event = { EventBusName, Source: "nobody", DetailType: "nothing", Detail: "{}" };
  return {
    what: `put on ${bus}`,
    make: (credentials) => reaching(place, credentials).events.send(new PutEventsCommand({ Entries: [event] })),
  };
};

type Clients = {
  readonly events: EventBridgeClient;
  readonly tables: DynamoDBClient;
  readonly queues: SQSClient;
  readonly secrets: SecretsManagerClient;
};
const clients = new Map<string, Clients>();

/** The clients with which somebody reaches a site. */
function reaching(place: string, credentials: Credentials): Clients {
  const name = `${place} ${credentials.accessKeyId}`;
  const cloud = cloudOfTests();
  const options = { ...reach(cloud, regionIn(cloud, place)), credentials, maxAttempts: 1 };
  const made = clients.get(name) ?? {
    events: new EventBridgeClient(options),
    tables: new DynamoDBClient(options),
    queues: new SQSClient(options),
    secrets: new SecretsManagerClient(options),
  };
  clients.set(name, made);
  return made;
}

/** Everything that could be done to what a site holds now: its buses, its tables, its queues, its secrets. */
export async function attemptsOn(place: string): Promise<readonly Attempt[]> {
  const admin = reaching(place, reach(cloudOfTests(), { region: "" }).credentials);
  const [buses, tables, queues, secrets] = await Promise.all([
    admin.events.send(new ListEventBusesCommand({ NamePrefix: "archipelago-" })),
    admin.tables.send(new ListTablesCommand({})),
    admin.queues.send(new ListQueuesCommand({ MaxResults: 1_000 })),
    admin.secrets.send(new ListSecretsCommand({})),
  ]);
  const attempt = (what: string, make: Attempt["make"]): Attempt => ({ what, make });
  return [
    ...(buses.EventBuses ?? []).map(({ Name = "" }) => putOn(place, Name)),
    ...(tables.TableNames ?? []).flatMap((TableName) => {
      const Key = toItem({ pk: "somebody", sk: "somebody" });
      const onTable = (credentials: Credentials) => reaching(place, credentials).tables;
      return [
        attempt(`get from ${TableName}`, (mine) => onTable(mine).send(new GetItemCommand({ TableName, Key }))),
        attempt(`put into ${TableName}`, (mine) => onTable(mine).send(new PutItemCommand({ TableName, Item: Key }))),
        attempt(`query ${TableName}`, (mine) =>
          onTable(mine).send(
            new QueryCommand({
              ...{ TableName, KeyConditionExpression: "pk = :pk" },
              ExpressionAttributeValues: toValues({ ":pk": "somebody" }),
            }),
          ),
        ),
      ];
    }),
    ...(queues.QueueUrls ?? []).flatMap((QueueUrl) => {
      const onQueue = (credentials: Credentials) => reaching(place, credentials).queues;
      const name = QueueUrl.split("/").at(-1);
      return [
        attempt(`send to ${name}`, (mine) =>
          onQueue(mine).send(new SendMessageCommand({ QueueUrl, MessageBody: "{}" })),
        ),
        attempt(`receive from ${name}`, (mine) =>
          onQueue(mine).send(new ReceiveMessageCommand({ QueueUrl, VisibilityTimeout: 0 })),
        ),
      ];
    }),
    ...(secrets.SecretList ?? []).map(({ ARN: SecretId, Name }) =>
      attempt(`read ${Name}`, (mine) => reaching(place, mine).secrets.send(new GetSecretValueCommand({ SecretId }))),
    ),
  ];
}

/** Makes every attempt as every one of them. @returns what was not refused, as `<function>: <what>` @throws what failed otherwise */
export async function whatMay(sessions: readonly Session[], attempts: readonly Attempt[]): Promise<readonly string[]> {
  const allowed: string[] = [];
  await pMap(
    sessions.flatMap((session) => attempts.map((attempt) => ({ ...session, ...attempt }))),
    async ({ who, credentials, what, make }) => {
      if (await isAllowed(() => make(credentials))) allowed.push(`${who}: ${what}`);
    },
    { concurrency: 8 },
  );
  return allowed.sort();
}

async function isAllowed(make: () => Promise<unknown>): Promise<boolean> {
  try {
    await make();
    return true;
  } catch (error) {
    if (/^(AccessDenied|AccessDeniedException)$/.test((error as Error).name)) return false;
    throw error;
  }
}
