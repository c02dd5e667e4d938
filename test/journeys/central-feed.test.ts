import { afterAll, beforeAll, expect, test } from "vitest";
import { cursorsUnder } from "#headquarters/cursor";
import { mustAnswer, mustRefuse } from "#test/support/answers";
import { archipelago } from "#test/support/command";
import { eventually } from "#test/support/eventually";
import { expectInSequence, type FeedEvent, feedFrom, idsOf, poll } from "#test/support/feed-reader";
import { nameOf, published, publishedBy, sellFigure } from "#test/support/figures";
import { type Client, clientOf, person } from "#test/support/market-client";
import { running } from "#test/support/running-command";
import { marketsOfStack } from "#test/support/shop";

const sellers = marketsOfStack().slice(0, 2);
const rounds = 3;
const long = { timeout: 400_000 };
/** What the feed held when this file began, and the cursor that was given then. */
let before: { readonly events: FeedEvent[]; readonly next: string };
let reader: ReturnType<typeof poll>;
let follower: ReturnType<typeof running>;
let leadership: Client;

beforeAll(async () => {
  leadership = await clientOf("central", person("leadership"));
  before = await feedFrom();
  reader = poll(2);
  follower = running("feed", "--follow", "--after", before.next);
});
afterAll(async () => {
  await reader.stop();
  await follower.stop("SIGKILL");
});

const eventsIn = (lines: readonly string[]): FeedEvent[] => lines.map((line) => JSON.parse(line));

/** Sells in each market, lets it publish, and waits until everybody who reads has seen all that is new. */
async function sellAndSee(
  everybody: readonly (() => readonly FeedEvent[] | Promise<readonly FeedEvent[]>)[],
): Promise<void> {
  await Promise.all(
    sellers.map(async (market) => {
      const batches = (await published(market, await sellFigure(market))).map(nameOf);
      const old = new Set(idsOf(before.events));
      await eventually(
        async () => {
          for (const seen of everybody) {
            const ids = new Set(idsOf(await seen()));
            expect(batches.filter((id) => !ids.has(id) && !old.has(id))).toEqual([]);
          }
        },
        { withinSeconds: 100 },
      );
    }),
  );
}

test("who polls in small bites while markets sell sees each batch once, each market's in its order", long, async () => {
  const printed = () => eventsIn(follower.lines());
  for (let round = 0; round < rounds; round++) await sellAndSee([() => reader.events, printed]);
  await reader.stop();
  expectInSequence(reader.events);
  expect(idsOf(reader.events)).toEqual(expect.arrayContaining(idsOf(before.events)));
  expect(reader.events.length).toBeGreaterThanOrEqual(before.events.length + sellers.length * rounds);
  const { events } = await feedFrom();
  for (const market of sellers) {
    const shown = events.flatMap(({ data }) => (data.market === market.code ? [data] : []));
    expect(shown).toEqual((await publishedBy(market)).slice(0, shown.length));
  }
});

test("every cursor that was ever given goes on exactly where its reader stood", long, async () => {
  const { events: all } = await feedFrom();
  const kept = [
    { cursor: before.next, seen: before.events },
    ...reader.kept.map(({ cursor, seen }) => ({ cursor, seen: reader.events.slice(0, seen) })),
  ];
  expect(kept.length).toBeGreaterThan(rounds);
  for (const { cursor, seen } of kept) {
    const { events: rest } = await feedFrom(cursor);
    expectInSequence(rest, seen);
    expect([...idsOf(seen), ...idsOf(rest)]).toEqual(expect.arrayContaining(idsOf(all)));
  }
});

test("`feed --follow` prints each event as a line while they come, and Ctrl-C ends it well", long, async () => {
  const deaf = running("feed", "--follow");
  await eventually(() => expect(deaf.lines()).not.toEqual([]));
  const { code, err } = await follower.stop("SIGINT");
  expect(code, err).toBe(0);
  const events = eventsIn(follower.lines());
  expectInSequence(events, before.events);
  const shown = new Map((await feedFrom()).events.map((event) => [event.id, event]));
  for (const event of events) expect(event).toEqual(shown.get(event.id));

  // who had enough hangs up: the next event finds nobody, which is no fault
  deaf.hangUp();
  await sellAndSee([async () => (await feedFrom(before.next)).events]);
  expect(await deaf.ended).toMatchObject({ code: 0, err: expect.not.stringContaining("    at ") });

  const [, cursor = ""] = /^go on with: archipelago feed --after (\S+)$/m.exec(err) ?? [];
  const { document, err: said } = await archipelago("feed", "--after", cursor);
  expectInSequence(document?.events ?? [], [...before.events, ...events]);
  expect(document, said).toMatchObject({ caughtUp: true });
  expect(document.events.length).toBeGreaterThanOrEqual(sellers.length);
});

test("who begins with a day sees what each market wrote since, and then goes on", async () => {
  const { events: all } = await feedFrom();
  expect(all).not.toEqual([]);
  const today = all.at(-1)?.time.slice(0, 10);
  const since = [...Map.groupBy(all, ({ data }) => `${data.market}/${data.epoch}`).values()].flatMap((own) => {
    const first = own.findIndex(({ time }) => time >= today);
    return first < 0 ? [] : own.slice(first);
  });
  const { document, err } = await archipelago("feed", "--from", today);
  const shown = idsOf(document?.events ?? []);
  expect(shown, err).toEqual(expect.arrayContaining(idsOf(since)));
  expect(new Set(shown).size).toBe(shown.length);
  const { events, next, caughtUp } = mustAnswer(await leadership.get("/feed?from=9999-12-31"), 200);
  expect({ events, caughtUp }).toEqual({ events: [], caughtUp: true });
  mustAnswer(await leadership.get(`/feed?after=${next}`), 200);
  mustRefuse(await leadership.get(`/feed?from=${today}&after=${next}`), 422, "invalid", "query:after");
  mustRefuse(await leadership.get("/feed?from=2017-12-01T14"), 422, "invalid", "query:from");
});

test("a cursor that the feed never gave, or that somebody changed, is a 400 that names it", async () => {
  const { next } = await feedFrom();
  const bytes = Buffer.from(next, "base64url");
  const text = bytes.subarray(16).toString();
  const ahead = text.replace(/\d+$/, (sequence) => String(Number(sequence) + 1));
  const operations = await clientOf(sellers[0]?.code ?? "", person("operations"));
  const list = mustAnswer(await operations.get("/orders?limit=1"), 200);
  expect({ text, list: typeof list.next }).toEqual({ text: expect.stringMatching(/\/\d+$/), list: "string" });
  const foreign = {
    "of a market's list": list.next,
    "signed by another key": cursorsUnder("k".repeat(40)).write(new Map([["us/1", 1]])),
    "moved on by hand": Buffer.concat([bytes.subarray(0, 16), Buffer.from(ahead)]).toString("base64url"),
    "without its signature": Buffer.from(text).toString("base64url"),
    "with a letter changed": `${next[0] === "A" ? "B" : "A"}${next.slice(1)}`,
    "cut short": next.slice(0, -1),
    "cut to its signature": bytes.subarray(0, 16).toString("base64url"),
    "made longer": `${next}A`,
    padded: `${next}=`,
    "in another alphabet": bytes.toString("base64"),
    twice: `${next}&after=${next}`,
    invented: "evt_01h455vb4pex5vsknk084sn02q",
  };
  for (const [what, cursor] of Object.entries(foreign)) {
    if (cursor === next) continue; // an alphabet that happens to be the same
    const { errors } = mustRefuse(await leadership.get(`/feed?after=${cursor}`), 400, "invalid", "query:after");
    expect(errors, what).toHaveLength(1);
  }
  mustAnswer(await leadership.get(`/feed?after=${next}`), 200);
  const { code, err } = await archipelago("feed", "--after", list.next);
  expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining("400 invalid") });
});
