import { GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { ListEventBusesCommand, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import pMap from "p-map";
import { beforeAll, describe, expect, test } from "vitest";
import { orderingTable } from "#ordering/table";
import { toItem } from "#platform/dynamo";
import { tableNameOf } from "#platform/table";
import { reportingTable } from "#reporting/table";
import { functionName, type Session, sessionsOf } from "#test/support/emulator-control";
import { busOf, dynamoOf, tablesOf } from "#test/support/local-aws";
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
