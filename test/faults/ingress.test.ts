import { GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { ListEventBusesCommand, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { SendMessageCommand } from "@aws-sdk/client-sqs";
import pMap from "p-map";
import { beforeAll, describe, expect, test } from "vitest";
import { deadLetterQueues, named } from "#cli/dead-letters/queues";
import type { DomainEvent } from "#kernel/event";
import { orderingTable } from "#ordering/table";
import { toItem } from "#platform/dynamo";
import { tableNameOf } from "#platform/table";
import { writtenThroughV1 } from "#reporting/contracts/written-through.v1";
import { reportingTable } from "#reporting/table";
import { tapOn } from "#test/support/bus-tap";
import { archipelago } from "#test/support/command";
import { functionName, type Session, sessionsOf } from "#test/support/emulator-control";
import { eventually } from "#test/support/eventually";
import { busOf, dynamoOf, queuesOf, tablesOf } from "#test/support/local-aws";
import { relayOf } from "#test/support/market-functions";
import { marketsOfStack } from "#test/support/shop";

const markets = marketsOfStack();
const places = [...markets.map(({ code }) => code), "central"];
const exporters = ["reporting/export-batch.event", "reporting/resend-batches.schedule"];
const exportersOf = (code: string) => exporters.map((entry) => functionName(code, entry));
/** Names of buses, and the place each is in. */
const ownBus = (place: string) => `archipelago-${place}-bus in ${place}`;
const directives = (code: string) => `archipelago-${code}-directives in ${code}`;
const ingress = (code: string) => `archipelago-central-from-${code} in central`;

/** Bus by bus, everybody whom it does not refuse. */
const sendersOn = new Map<string, string[]>();
let sessions: readonly Session[];

beforeAll(async () => {
  sessions = (await Promise.all(places.map(sessionsOf))).flat();
  for (const place of places) {
    const { EventBuses = [] } = await busOf(place).send(new ListEventBusesCommand({}));
    const names = EventBuses.map(({ Name = "" }) => Name);
    for (const name of names) sendersOn.set(`${name} in ${place}`, []);
    await pMap(
      sessions,
      async (session) => {
        const events = busOf(place, session);
        for (const name of names) {
          // an event that means nothing to any rule
          const event = { EventBusName: name, Source: "archipelago.tests", DetailType: "nothing", Detail: "{}" };
          if (await isAllowed(events.send(new PutEventsCommand({ Entries: [event] }))))
            sendersOn.get(`${name} in ${place}`)?.push(session.who);
        }
        events.destroy();
      },
      { concurrency: 8 },
    );
  }
  for (const who of sendersOn.values()) who.sort();
}, 400_000);

async function isAllowed(attempt: Promise<unknown>): Promise<boolean> {
  try {
    await attempt;
    return true;
  } catch (error) {
    if ((error as Error).name === "AccessDeniedException") return false;
    throw error;
  }
}

describe.each(markets)("the market $code", ({ code }) => {
  test("reaches the centre on a bus of its own, by its export alone", () =>
    expect(sendersOn.get(ingress(code))).toEqual(exportersOf(code)));

  test("lets its export put events there, and nowhere else in the world", () => {
    const open = [...sendersOn].filter(([, who]) => exportersOf(code).some((name) => who.includes(name)));
    expect(open.map(([bus]) => bus)).toEqual([ingress(code)]);
  });

  test("takes nothing from outside on its own bus", () => {
    const who = sendersOn.get(ownBus(code)) ?? [];
    expect(who).toContain(functionName(code, relayOf(orderingTable)));
    expect(who.filter((name) => !name.startsWith(`archipelago-${code}-`))).toEqual([]);
  });

  test("is asked for something by the centre's answers alone", () =>
    expect(sendersOn.get(directives(code))).toEqual([
      functionName("central", "headquarters/acknowledge-batches.schedule"),
    ]));

  test("lets its export read batches, and neither write them nor read another table", async () => {
    const Key = toItem({ pk: "batches#1", sk: "somebody" });
    const reporting = tableNameOf(code, reportingTable);
    const others = tablesOf(code).filter((name) => name !== reporting);
    for (const session of sessions.filter(({ who }) => exportersOf(code).includes(who))) {
      const mine = dynamoOf(code, session);
      const allowed = {
        read: await isAllowed(mine.send(new GetItemCommand({ TableName: reporting, Key }))),
        write: await isAllowed(mine.send(new PutItemCommand({ TableName: reporting, Item: Key }))),
        others: await Promise.all(
          others.map((TableName) => isAllowed(mine.send(new GetItemCommand({ TableName, Key })))),
        ),
      };
      expect(allowed, session.who).toEqual({ read: true, write: false, others: others.map(() => false) });
    }
  });
});

test("the centre's own bus takes what was validated, from whoever validates", () =>
  expect(sendersOn.get(ownBus("central"))).toEqual([functionName("central", "headquarters/validate-ingress.event")]));

test("no other bus takes anything from anybody", () => {
  const known = places.flatMap((place) => [ownBus(place), directives(place), ingress(place)]);
  expect([...sendersOn].filter(([bus, who]) => who.length > 0 && !known.includes(bus))).toEqual([]);
});

test("what could not be queued in the centre comes back by redrive, as its market's", {
  timeout: 300_000,
}, async () => {
  const [market] = markets;
  const tap = await tapOn("central", "archipelago-central-bus");
  const announcements = async (): Promise<DomainEvent[]> =>
    (await tap.messages())
      .map((text) => (JSON.parse(text) as { detail: DomainEvent }).detail)
      .filter(({ type, subject }) => type === writtenThroughV1.type && subject.startsWith(`${market?.code}/`));
  try {
    // a market says every minute how far it has written
    const announced = await eventually(async () => (await announcements())[0] ?? expect.unreachable(), {
      withinSeconds: 150,
    });
    const time = "2026-01-02T03:04:05.678Z";
    const sqs = queuesOf("central");
    const queue = named(await deadLetterQueues(sqs, "central"), "central", "headquarters-validate-ingress-event");
    await sqs.send(
      new SendMessageCommand({
        QueueUrl: queue?.url,
        MessageBody: JSON.stringify({ version: "0", "detail-type": announced.type, detail: { ...announced, time } }),
        MessageAttributes: {
          RULE_ARN: {
            DataType: "String",
            StringValue: `arn:aws:events:ap-southeast-1:000000000000:rule/archipelago-central-from-${market?.code}/stamp`,
          },
        },
      }),
    );
    const { code: exit, document, err } = await archipelago("redrive", "central", queue?.name ?? "");
    expect(exit, err).toBe(0);
    expect(document).toMatchObject({ waiting: 1, moved: 1 });
    await eventually(async () =>
      expect((await announcements()).find((event) => event.time === time)).toMatchObject({
        subject: announced.subject,
        data: announced.data,
      }),
    );
  } finally {
    await tap.remove();
  }
});
