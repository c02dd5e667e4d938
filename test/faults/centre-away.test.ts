import { SendMessageCommand } from "@aws-sdk/client-sqs";
import pMap from "p-map";
import { beforeAll, expect, test } from "vitest";
import { type DeadLetterQueue, deadLetterQueues } from "#cli/dead-letters/queues";
import { type DomainEvent, eventIds } from "#kernel/event";
import { newId } from "#kernel/ids";
import { instantOf, plusSeconds } from "#kernel/time";
import { eventOf } from "#platform/event-envelope";
import { batchV1 } from "#reporting/contracts/batch.v1";
import { agreed } from "#test/support/agreement";
import { balancedBooks } from "#test/support/central-figures";
import { functionName, invoke, logLines } from "#test/support/emulator-control";
import { deadLetters, quiet, twiceAndShuffled } from "#test/support/event-traffic";
import { eventually } from "#test/support/eventually";
import { feedReader } from "#test/support/feed-reader";
import { type Batch, nameOf, publishedBy, soldInOnePiece } from "#test/support/figures";
import { emptied, hasten } from "#test/support/impatient-queues";
import { queuesOf } from "#test/support/local-aws";
import { type Client, clientOf, type Json, person } from "#test/support/market-client";
import { whileRefused, whileUnheard } from "#test/support/outage";
import { atScale } from "#test/support/scale";
import { anOrder, fresh, marketsOfStack, offer, placed } from "#test/support/shop";

const market = marketsOfStack().at(-1);
if (!market) throw new Error("the stack has no market");
const { code } = market;
/** What crosses from the market, and where it comes in. */
const senders = ["reporting/export-batch.event", "reporting/resend-batches.schedule"] as const;
const writer = "reporting/write-batches.schedule";
const resend = () => invoke(code, senders[1]);
const ingress = `archipelago-central-from-${code}`;
const [validating, storing] = ["headquarters/validate-ingress.event", "headquarters/store-batches.event"] as const;
const answer = () => invoke("central", "headquarters/acknowledge-batches.schedule");

const sqs = queuesOf("central");
const sellerId = fresh("shop");
/** Every order of the shop. */
const all: string[] = [];
/** An hour of a past in which nobody else sells. */
let hour = plusSeconds(instantOf(Date.UTC(2025, 0, 1)), 3_600 * Math.floor(Math.random() * 8_000));
/** Hours of sales in the longest piece of an outage. */
const hoursAway = atScale({ short: 2, slice: 6, whole: 12 });
let letters: readonly DeadLetterQueue[];
const queueOf = (entry: string): DeadLetterQueue => {
  const found = letters.find(({ source }) => source?.name === functionName("central", entry));
  if (!found) throw new Error(`${entry} has no queue`);
  return found;
};
let operations: Client;
let leadership: Client;
let reader: ReturnType<typeof feedReader>;

beforeAll(async () => {
  operations = await clientOf(code, person("operations"));
  leadership = await clientOf("central", person("leadership"));
  await offer(operations, market, { sellerId, sku: "A", quantity: 1_000 });
  await quiet(code);
  letters = await deadLetterQueues(sqs, "central");
  reader = feedReader(code);
});

/** Sells in some hours of the past, to enough buyers in each, and has the market's writer publish it. */
const trade = async (hours: number): Promise<void> => {
  const before = (await published()).length;
  const moments = Array.from({ length: hours }, (_, index) => plusSeconds(hour, 3_600 * index));
  hour = plusSeconds(hour, 3_600 * hours);
  const buyers = Array.from({ length: market.reporting.k + 3 }, () => fresh("buyer"));
  const wanted = moments.flatMap((placedAt) => buyers.map((id) => ({ placedAt, id })));
  await soldInOnePiece(market, wanted.length, () =>
    pMap(
      wanted,
      async ({ placedAt, id }) => {
        const order = anOrder(market, [{ sellerId, sku: "A" }], { placedAt, channel: "search" });
        all.push((await placed(operations, { ...order, buyer: { ...order.buyer, id } })).id);
      },
      { concurrency: 6 },
    ),
  );
  await eventually(
    async () => {
      await invoke(code, writer);
      expect((await published()).length).toBeGreaterThan(before);
    },
    { withinSeconds: 150, everyMilliseconds: 2_000 },
  );
};
/** Batches of a closed epoch may stay where they are; those of the open one are to arrive. */
const publishedBatches = () => publishedBy(market, ["open"]);
const published = async (): Promise<readonly string[]> => (await publishedBatches()).map(nameOf);
const freshness = async (): Promise<Json> => {
  const { lag, behind } = (await leadership.get("/reports/sales")).body;
  return { behind: behind[code], lagSeconds: lag[code] };
};

/** The clocks of both sides run until the feed shows what the market published, once each and in order. */
const allArrived = () =>
  eventually(
    async () => {
      await resend();
      await answer();
      await reader.poll();
      const ids = await published();
      expect(reader.read.filter((id) => ids.includes(id))).toEqual(ids);
      expect(await freshness()).toEqual({ behind: 0, lagSeconds: expect.any(Number) });
    },
    { withinSeconds: 120, everyMilliseconds: 2_000 },
  );

/** Batches as they come across, for those who put them into queues by hand. */
const crossing = (batches: readonly Batch[]): DomainEvent[] =>
  batches.map((data) =>
    eventOf(batchV1, {
      id: newId(eventIds),
      subject: nameOf(data),
      version: data.sequence,
      time: instantOf(Date.now()),
      data,
    }),
  );
const put = async (entry: string, messages: readonly (string | object)[]): Promise<void> => {
  for (const message of messages) {
    const MessageBody = typeof message === "string" ? message : JSON.stringify(message);
    await sqs.send(new SendMessageCommand({ QueueUrl: queueOf(entry).source?.url, MessageBody }));
  }
};

test("a market whose centre is away sells on, and the feed has all of it once the centre is back", {
  timeout: 600_000,
}, async () => {
  await allArrived();
  const [before, began] = [reader.read.length, Date.now()];
  await whileUnheard("central", ingress, async () => {
    await whileRefused(code, senders, async () => {
      await trade(hoursAway);
      await expect(resend()).rejects.toThrow("the centre did not take");
    });
    // what is taken and lost is worse: nobody is told
    for (let batches = 0; batches < 2; batches++) {
      await trade(hoursAway - 1);
      await resend();
    }
    await answer();
    await quiet("central");
    await reader.poll();
    expect(reader.read).toHaveLength(before);
    expect((await freshness()).lagSeconds).toBeGreaterThanOrEqual(Math.floor((Date.now() - began) / 1_000) - 5);

    const { orders } = await agreed(market, all, { withinSeconds: 150 });
    expect([...orders.values()].filter(({ status }) => status !== "confirmed").map(({ id }) => id)).toEqual([]);
  });
  await allArrived();
  expect(reader.read.length).toBeGreaterThanOrEqual(before + 3);
  await balancedBooks(market);
});

test("a gap is known, shown as one and closed; what comes twice and in no order counts once", {
  timeout: 600_000,
}, async () => {
  await allArrived();
  const before = reader.read.length;
  const since = Date.now();
  const rest = await whileUnheard("central", ingress, async () => {
    const known = (await published()).length;
    for (let batches = 0; batches < 3; batches++) await trade(1);
    const [, ...later] = (await publishedBatches()).slice(known);
    await put(
      validating,
      twiceAndShuffled(crossing(later)).map((event) => ({ market: code, event })),
    );
    await quiet("central");
    await answer(); // asks for the first one, which is sent and lost
    expect(await freshness()).toMatchObject({ behind: later.length + 1 });
    await eventually(async () => expect(await lastGauge("MissingBatches", since)).toBe(1));
    await quiet(code);
    await reader.poll();
    expect(reader.read).toHaveLength(before);
    return later;
  });
  // whatever is heard again is answered, and the answer asks again for what is missing
  await put(
    storing,
    twiceAndShuffled(crossing(rest)).map((detail) => ({ detail })),
  );
  await quiet("central");
  await allArrived();
  await answer();
  await eventually(async () => expect(await lastGauge("MissingBatches", since)).toBe(0));
  await balancedBooks(market);
});

test("what nobody can read holds up no batch, and is quoted nowhere", { timeout: 600_000 }, async () => {
  const since = Date.now();
  const queues = [validating, storing].map(queueOf);
  for (const { url } of queues) await emptied(sqs, url);
  const putBack = await hasten(
    sqs,
    queues.flatMap(({ source }) => source?.url ?? []),
    3,
  );
  const [first] = crossing(await publishedBatches());
  const name = "Ada Lovelace";
  try {
    await put(validating, [name, { event: { name } }, { market: code, event: { ...first, name } }]);
    await put(storing, [name, { detail: { ...first, name } }, { detail: { ...first, type: name } }]);
    await trade(1);
    await allArrived();
    // what no contract declares is not even set aside; the rest is no event of any market
    const expected = Object.fromEntries(queues.map((queue, index) => [queue.name, index === 0 ? 2 : 3]));
    await eventually(async () => expect(await deadLetters("central")).toMatchObject(expected), { withinSeconds: 100 });
    expect(await lastGauge("RefusedEvents", since)).toBe(1);
    const quoted: string[] = [];
    for await (const { group, line } of logLines("central", since)) if (line.includes("Lovelace")) quoted.push(group);
    expect(quoted).toEqual([]);
    await balancedBooks(market);
  } finally {
    await putBack();
    for (const { url } of queues) await emptied(sqs, url);
  }
});

/** What a gauge of the market showed last at the centre. */
async function lastGauge(metric: string, since: number): Promise<number | undefined> {
  let last: number | undefined;
  for await (const { line } of logLines("central", since)) {
    const shown: Json = line.includes(`"${metric}":`) ? JSON.parse(line.slice(line.indexOf("{"))) : undefined;
    if (shown?.market === code) last = shown[metric];
  }
  return last;
}
