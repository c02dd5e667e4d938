import { ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { ListEventBusesCommand } from "@aws-sdk/client-eventbridge";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { ListQueuesCommand, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { reach, regionIn } from "#cli/market-api/running";
import type { Market } from "#markets/schema";
import { tableNameOf } from "#platform/table";
import { pseudonymOf } from "#reporting/identity";
import { reportingTable } from "#reporting/table";
import { tapOn } from "./bus-tap.ts";
import { soldIn } from "./central-figures.ts";
import { cloudOfTests } from "./cloud.ts";
import { environmentOf, logLines } from "./emulator-control.ts";
import { busOf, dynamoOf, queuesOf } from "./local-aws.ts";
import { wordsSaid } from "./personal-data.ts";
import { rowsOf } from "./table-scan.ts";

/** A text, and where it was found. */
type Said = { readonly place: string; readonly text: string };

/** Words of one letter or two are in every text. */
const tellsSomething = (word: string): boolean => word.length > 3;

/**
 * Everything that names a buyer or an order of a market, as single words: what orders say of their buyers, their ids
 * here and elsewhere, the buyers' pseudonyms under the market's own key, and the ids of observations.
 */
export async function wordsNotToTell(market: Market): Promise<ReadonlySet<string>> {
  const key = await pseudonymKey(market.code);
  const words = new Set<string>();
  for (const { id, externalId = "", buyer } of await soldIn(market)) {
    const said = [...Object.values(buyer).filter((value) => typeof value === "string")].flatMap(wordsOf);
    const country = new Set<string>(market.countries);
    for (const word of [id, id.slice(id.indexOf("_") + 1), externalId, pseudonymOf(key, buyer), ...said])
      if (tellsSomething(word) && !country.has(word)) words.add(word);
  }
  words.delete(pseudonymOf(key, {})); // says of a buyer that nothing is known
  for await (const { pk } of rowsOf(dynamoOf(market.code), tableNameOf(market.code, reportingTable)))
    if (pk.startsWith("obs#")) words.add(pk.slice("obs#".length));
  return words;
}

async function pseudonymKey(place: string): Promise<string> {
  const { PSEUDONYM_SECRET_ARN } = await environmentOf(place, "reporting/record-observations.event");
  const cloud = cloudOfTests();
  const secrets = new SecretsManagerClient(reach(cloud, regionIn(cloud, place)));
  const { SecretString = "" } = await secrets.send(new GetSecretValueCommand({ SecretId: PSEUDONYM_SECRET_ARN }));
  if (SecretString === "") throw new Error(`${place} has no key for pseudonyms`);
  return SecretString;
}

/** Listens to every bus of the central region from now on: what their archives keep on AWS.
 *  @returns what came by, and an end to it */
export async function tapsInTheCentre() {
  const { EventBuses = [] } = await busOf("central").send(new ListEventBusesCommand({}));
  const taps = await Promise.all(
    EventBuses.map(async ({ Name = "" }) => ({ name: Name, ...(await tapOn("central", Name)) })),
  );
  return {
    async messages(): Promise<readonly Said[]> {
      const texts = await Promise.all(
        taps.map(async ({ name, messages }) => (await messages()).map((text) => ({ place: name, text }))),
      );
      return texts.flat();
    },
    remove: () => Promise.all(taps.map((tap) => tap.remove())),
  };
}

/** Where in the central region one of these words stands: in which table, queue, bus or log, and in which text. */
export async function foundInTheCentre(
  words: ReadonlySet<string>,
  since: number,
  messages: readonly Said[],
): Promise<readonly string[]> {
  const found: string[] = [];
  let texts = 0;
  const look = ({ place, text }: Said): void => {
    texts += 1;
    const word = wordsSaid(text)
      .flatMap(wordsOf)
      .find((one) => words.has(one) || words.has(one.slice(one.indexOf("_") + 1)));
    if (word !== undefined) found.push(`${place} tells ${word}: ${text.slice(0, 200)}`);
  };
  messages.forEach(look);
  for await (const said of everythingInTheCentre(since)) look(said);
  if (words.size === 0 || texts === 0) throw new Error("there is nothing to look for, or nothing to look through");
  return found.slice(0, 20);
}

/** Every text that stands in the central region: rows of tables, what waits in queues, and lines of logs. */
export async function* everythingInTheCentre(since: number): AsyncGenerator<Said> {
  const dynamo = dynamoOf("central");
  const { TableNames = [] } = await dynamo.send(new ListTablesCommand({}));
  for (const table of TableNames)
    for await (const row of rowsOf(dynamo, table)) yield { place: table, text: JSON.stringify(row, readable) };
  const queues = queuesOf("central");
  const { QueueUrls = [] } = await queues.send(new ListQueuesCommand({ MaxResults: 1_000 }));
  for (const QueueUrl of QueueUrls) {
    const look = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 0 });
    for (const { Body = "" } of (await queues.send(look)).Messages ?? []) yield { place: QueueUrl, text: Body };
  }
  for await (const { group, line } of logLines("central", since)) yield { place: group, text: line };
}

/** Sets and bytes are written out, so that nothing hides in them. */
const readable = (_: string, value: unknown): unknown =>
  value instanceof Set ? [...value] : value instanceof Uint8Array ? Buffer.from(value).toString("utf8") : value;

const wordsOf = (text: string): string[] => text.split(/[^\p{L}\p{N}_-]+/u);
