import { randomBytes } from "node:crypto";
import { PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { afterAll, beforeAll, expect, test } from "vitest";
import { instantOf } from "#kernel/time";
import { batchV1 } from "#reporting/contracts/batch.v1";
import { tapOn } from "#test/support/bus-tap";
import { everythingInTheCentre } from "#test/support/central-scan";
import { archipelago } from "#test/support/command";
import { functionName, logLines, type Session, sessionsOf, whileAsleep } from "#test/support/emulator-control";
import { deadLetters, quiet } from "#test/support/event-traffic";
import { eventually } from "#test/support/eventually";
import { expectInSequence, type FeedEvent, feedFrom } from "#test/support/feed-reader";
import { type Batch, nameOf, published, publishedBy, sellFigure } from "#test/support/figures";
import { busOf } from "#test/support/local-aws";
import { marketsOfStack } from "#test/support/shop";

const [market, other] = marketsOfStack();
if (!market || !other) throw new Error("the stack has fewer than two markets");
const { code } = market;
const exporters = ["reporting/export-batch.event", "reporting/resend-batches.schedule"] as const;
const long = { timeout: 400_000 };
const began = Date.now();
/** Texts that nobody can mistake for anything else. None of them may be found in the centre. */
const marks: string[] = [];
const mark = (): string => {
  const text = `lie${randomBytes(8).toString("hex")}`;
  marks.push(text);
  return text;
};
let liar: Session;
let tap: Awaited<ReturnType<typeof tapOn>>;
/** What the market has published. */
let batches: readonly Batch[];

beforeAll(async () => {
  const name = functionName(code, exporters[0]);
  const session = (await sessionsOf(code)).find(({ who }) => who === name);
  if (!session) throw new Error(`there is no ${name}`);
  liar = session;
  tap = await tapOn("central", "archipelago-central-bus");
  batches = await published(market, await sellFigure(market));
});
afterAll(() => tap?.remove());

/** An event as the market's export sends it, but for what is said otherwise. */
const eventOf = (data: unknown, more: object = {}) => ({
  specversion: "1.0",
  id: "evt_01h455vb4pex5vsknk084sn02q",
  source: "archipelago.reporting",
  type: batchV1.type,
  subject: `${code}/1/1`,
  time: instantOf(Date.now()),
  version: 1,
  data,
  ...more,
});

/** Puts an event on the market's bus in the centre, as the market's own export. */
async function put(event: object, { source = "archipelago.reporting", type = batchV1.type as string } = {}) {
  const entry = { Source: source, DetailType: type, Detail: JSON.stringify(event) };
  const bus = `archipelago-central-from-${code}`;
  const { FailedEntryCount } = await busOf("central", liar).send(
    new PutEventsCommand({ Entries: [{ ...entry, EventBusName: bus }] }),
  );
  expect(FailedEntryCount).toBe(0);
}

const shownOf = async (code: string): Promise<readonly FeedEvent[]> =>
  (await feedFrom()).events.filter(({ source }) => source === `archipelago/${code}`);

/** What stands in the centre's tables, queues and logs. */
async function keptInTheCentre(): Promise<string[]> {
  const texts: string[] = [];
  for await (const { text } of everythingInTheCentre(began)) texts.push(text);
  return texts;
}
/** What was written into the centre's logs. */
async function linesWith(text: string): Promise<string[]> {
  const lines: string[] = [];
  for await (const { line } of logLines("central", began)) if (line.includes(text)) lines.push(line);
  return lines;
}
/** All that, and all that came by on its bus. */
const everything = async (): Promise<string> => [...(await tap.messages()), ...(await keptInTheCentre())].join("\n");

test("what a market says in another's name is shown as its own", long, async () => {
  const claimed = new Map<string, Batch>();
  await whileAsleep(code, exporters, async () => {
    batches = await published(market, await sellFigure(market));
    const known = new Set((await shownOf(code)).map(({ id }) => id));
    for (const batch of batches.filter((one) => !known.has(nameOf(one)))) {
      claimed.set(nameOf(batch), batch);
      const name = `${other.code}/${batch.epoch}/${batch.sequence}`;
      const envelope = { id: `${mark()}","market":"${other.code}`, subject: name, source: `archipelago/${mark()}` };
      await put(eventOf({ ...batch, market: claimed.size % 2 ? other.code : mark() }, envelope));
    }
    expect(claimed.size).toBeGreaterThan(0);
    const seen = await eventually(async () => {
      const events = (await shownOf(code)).filter(({ id }) => claimed.has(id));
      expect(events).toHaveLength(claimed.size);
      return events;
    });
    for (const { id, data } of seen) expect(data).toEqual(claimed.get(id));
  });
  // the other market's feed is what that market published, and nothing else
  const others = await shownOf(other.code);
  expectInSequence(others);
  expect(others.map(({ data }) => data)).toEqual((await publishedBy(other)).slice(0, others.length));
  const centre = await everything();
  expect([...claimed.keys()].filter((id) => !centre.includes(id))).toEqual([]);
  expect(marks.filter((text) => centre.includes(text))).toEqual([]);
});

test("what a market says again in other words changes nothing: the first stays", long, async () => {
  const standing = batches.find(({ cells }) => cells[0]?.kind === "sale");
  const [cell] = standing?.cells ?? [];
  if (!standing || cell?.kind !== "sale") throw new Error("the market has published no sale");
  const before = await shownOf(code);
  const goods = 987_654_321_987;
  await put(eventOf({ ...standing, cells: [{ ...cell, measures: { ...cell.measures, goods } }] }));
  await eventually(async () => expect(await linesWith("two batches have one number")).not.toEqual([]));
  await quiet("central");
  expect((await shownOf(code)).slice(0, before.length)).toEqual(before);
  await tap.messages(); // the bus carried it, and so did the queue behind the tap
  expect((await keptInTheCentre()).filter((text) => text.includes(String(goods)))).toEqual([]);
});

test("what nobody declared, and whatever a person could have written, stops at the door", long, async () => {
  const [first] = batches;
  const [cell] = first?.cells ?? [];
  if (!first || !cell) throw new Error("the market has published nothing");
  const next = { ...first, sequence: (batches.at(-1)?.sequence ?? 0) + 1 };
  const proto = JSON.parse(`{"__proto__":{"name":"${mark()}"}}`);
  const refused = [
    eventOf({ ...next, buyer: mark() }),
    eventOf({ ...next, note: { deep: [mark()] } }),
    eventOf({ ...next, currency: mark() }),
    eventOf({ ...next, [mark()]: 1 }),
    eventOf(Object.assign(proto, next)),
    eventOf({ ...next, epoch: mark() }),
    eventOf({ ...next, sequence: `${next.sequence} ${mark()}` }),
    eventOf({ ...next, cells: mark() }),
    eventOf({ ...next, cells: [{ ...cell, orderId: mark() }] }),
    eventOf({ ...next, cells: [{ ...cell, category: mark() }] }),
    eventOf({ ...next, cells: [{ ...cell, channel: mark() }] }),
    eventOf({ ...next, cells: [{ ...cell, period: `2017-12-01T14 ${mark()}` }] }),
    eventOf({ ...next, cells: [{ ...cell, level: mark() }] }),
    eventOf({ ...next, cells: [{ ...cell, kind: mark() }] }),
    eventOf({ ...next, cells: [{ ...cell, measures: { ...cell.measures, [mark()]: 1 } }] }),
    eventOf({ ...next, cells: [cell, { ...cell, buyers: [mark()] }] }),
    eventOf(mark()),
    eventOf([mark()]),
    eventOf(null, { [mark()]: true }),
    eventOf(next, { note: mark() }),
    eventOf(next, { time: mark() }),
    eventOf(next, { type: `archipelago.${mark()}.v1` }),
    eventOf(next, { specversion: mark() }),
    { [mark()]: mark() },
  ];
  const unheard = [
    { source: `archipelago.${mark()}` },
    { type: "archipelago.ordering.placed.v1" },
    { type: `archipelago.reporting.${mark()}.v1` },
  ];
  const refusals = async () => (await linesWith("an event of a market was refused")).length;
  const before = await refusals();
  const passed = (await tap.messages()).length;
  for (const event of refused) await put(event);
  for (const header of unheard) await put(eventOf(next, { id: mark() }), header);
  // and one that may pass, after all of them
  await put(eventOf({ ...first, market: mark() }, { id: mark(), subject: mark() }));

  await eventually(async () => expect((await refusals()) - before).toBeGreaterThanOrEqual(refused.length), {
    withinSeconds: 60,
  });
  await quiet("central");
  const subjects = (await tap.messages()).slice(passed).map((text) => JSON.parse(text).detail.subject);
  expect(subjects).toContain(nameOf(first));
  const centre = await everything();
  expect(marks.filter((text) => centre.includes(text))).toEqual([]);
  expect(await deadLetters("central")).toEqual({});
});

test("after all of this the books of both markets balance, with the centre's", long, async () => {
  for (const one of [market, other]) {
    const { code: exit, document, err } = await archipelago("reconcile", one.code, "--patience", "100");
    expect({ exit, balanced: document?.balanced }, err).toEqual({ exit: 0, balanced: true });
  }
});
