import { describe, expect, test, vi } from "vitest";
import { type DomainEvent, eventIds } from "#kernel/event";
import { newId } from "#kernel/ids";
import { batchV1 } from "#reporting/contracts/batch.v1";
import { writtenThroughV1 } from "#reporting/contracts/written-through.v1";
import { aBatch, at } from "./spec-support.ts";
import { readIngress, validateIngress } from "./validate-ingress.ts";
import type { QueuedMessage } from "./what-came-in.ts";

const id = newId(eventIds);
const event = (more: object = {}, data: object = {}) => ({
  specversion: "1.0",
  id: "evt_whatever",
  source: "archipelago.reporting",
  type: batchV1.type,
  subject: "aa/1/7",
  time: at(0),
  version: 7,
  data: { ...aBatch(7).data, ...data },
  ...more,
});

test("a batch is from the market whose bus it came in on, whatever it claims", () => {
  expect(readIngress("bb", event(), id)).toEqual({
    specversion: "1.0",
    id,
    source: "archipelago.reporting",
    type: batchV1.type,
    subject: "bb/1/7",
    time: at(0),
    version: 7,
    data: { ...aBatch(7).data, market: "bb" },
  });
});

test("ids and subjects that a market makes up do not go on", () => {
  const read = readIngress("aa", event({ id: "evt_ada@example.org", subject: "ord_1", version: 1 }), id);
  expect(JSON.stringify(read)).not.toMatch(/ada|ord_/);
});

test.each([
  ["a field that nobody declared", event({}, { buyer: "ada@example.org" }), [".?"]],
  [
    "a field that nobody declared in a cell",
    event({}, { cells: [{ ...aBatch(1).data.cells[0], orderId: "ord_1" }] }),
    ["cells.0.?"],
  ],
  ["a field that nobody declared around it", { ...event(), note: "Ada" }, [".?"]],
  [
    "a category that is no category",
    event({}, { cells: [{ ...aBatch(1).data.cells[0], category: "Ada" }] }),
    ["cells.0.category"],
  ],
  ["a number that is none", event({}, { sequence: 0 }), ["sequence"]],
  ["an event of another kind", event({ type: "archipelago.ordering.placed.v1" }), ["type"]],
  ["a time that is text", event({ time: "Ada" }), ["time"]],
  ["nothing", null, [""]],
])("%s is refused by the name of its place alone", (_, given, refused) =>
  expect(readIngress("aa", given, id)).toEqual({ refused }),
);

test("how far a market has written may cross", () =>
  expect(
    readIngress("aa", event({ type: writtenThroughV1.type, data: { market: "zz", epoch: 2, through: 9 } }), id),
  ).toMatchObject({ subject: "aa/2", version: 9, data: { market: "aa", epoch: 2, through: 9 } }));

/** As the rule of a market's bus delivers it. */
const stamped = (market: string, published: unknown): QueuedMessage => ({
  text: JSON.stringify({ market, event: published }),
  attributes: {},
});
/** As EventBridge sets it aside when the queue cannot be reached. */
const undelivered = (rule: string, published: unknown, more: object = {}): QueuedMessage => ({
  text: JSON.stringify({
    version: "0",
    id: "17793124-05d4-b198-2fde-7ededc63b103",
    "detail-type": batchV1.type,
    source: "archipelago.reporting",
    account: "200000000011",
    time: "2026-11-30T12:00:00Z",
    region: "eu-north-1",
    resources: [],
    detail: published,
    ...more,
  }),
  attributes: {
    RULE_ARN: rule,
    TARGET_ARN: "arn:aws:sqs:eu-north-1:200000000001:archipelago-central-headquarters-validate-ingress-event",
    ERROR_CODE: "NO_PERMISSIONS",
    ERROR_MESSAGE: "Access to the resource is denied.",
  },
});
const ruleOn = (bus: string): string => `arn:aws:events:eu-north-1:200000000001:rule/${bus}/archipelago-central-stamp`;

describe("what the rule of a market's bus could not deliver", () => {
  const published = async (message: QueuedMessage): Promise<unknown> => {
    const put = vi.fn(async (events: readonly DomainEvent[]) => new Set<string>(events.map(({ id: taken }) => taken)));
    await validateIngress(message, put);
    return put.mock.calls[0]?.[0][0]?.data;
  };

  test("comes back as the market's whose bus it came in on, whatever it claims", async () => {
    const data = { ...aBatch(7).data, market: "aa" };
    const rule = ruleOn("archipelago-central-from-aa");
    expect(await published(undelivered(rule, event()))).toEqual(data);
    expect(await published(undelivered(rule, event({}, { market: "bb" })))).toEqual(data);
    expect(await published(undelivered(rule, event(), { market: "bb", event: event({}, { market: "bb" }) }))).toEqual(
      data,
    );
  });

  test("comes back too if EventBridge sets it aside as the rule made it, and still as that market's", async () =>
    expect(
      await published({ ...undelivered(ruleOn("archipelago-central-from-aa"), {}), text: stamped("bb", event()).text }),
    ).toEqual({ ...aBatch(7).data, market: "aa" }));

  test.each([
    ["another bus", ruleOn("archipelago-central-bus")],
    ["the default bus", "arn:aws:events:eu-north-1:200000000001:rule/archipelago-central-from-aa"],
    ["a bus whose name only begins like a market's", ruleOn("archipelago-central-from-aa-2")],
    ["a rule with a bus in its name", ruleOn("other/archipelago-central-from-aa")],
    ["no rule", "archipelago-central-from-aa"],
    ["nothing", ""],
  ])("stays where it is when the rule is of %s", async (_, rule) =>
    expect(published(undelivered(rule, event()))).rejects.toThrow(/^RULE_ARN names no rule of a market's bus$/),
  );

  test("stays where it is without the name of a rule, and when it is no event at all", async () => {
    await expect(published({ ...undelivered("", event()), attributes: {} })).rejects.toThrow();
    await expect(
      published({ ...undelivered(ruleOn("archipelago-central-from-aa"), {}), text: '"ada@example.org"' }),
    ).rejects.not.toThrow(/ada/);
  });
});

test("what was refused is counted and dropped, what was valid goes on", async () => {
  const written: string[] = [];
  for (const stream of ["log", "error"] as const)
    vi.spyOn(console, stream).mockImplementation((line) => void written.push(String(line)));
  const put = vi.fn(async (events: readonly { id: string }[]) => new Set(events.map(({ id: taken }) => taken)));
  await validateIngress(stamped("aa", event({}, { buyer: "ada@example.org" })), put);
  expect(put).not.toHaveBeenCalled();
  await validateIngress(stamped("aa", event()), put);
  expect(put).toHaveBeenCalledTimes(1);
  expect(written.join()).not.toContain("example.org");
  vi.restoreAllMocks();
});

test("what the centre's bus did not take comes again", async () => {
  const put = async () => new Set<string>();
  await expect(validateIngress(stamped("aa", event()), put)).rejects.toThrow("refused");
});

test("what is no message at all is set aside without being quoted", async () => {
  const put = vi.fn();
  await expect(validateIngress({ text: "Ada, ada@example.org", attributes: {} }, put)).rejects.toThrow(
    /^the message is not JSON$/,
  );
  await expect(validateIngress({ text: '{"event":{}}', attributes: {} }, put)).rejects.toThrow();
  expect(put).not.toHaveBeenCalled();
});
