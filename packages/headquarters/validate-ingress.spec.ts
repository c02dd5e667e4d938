import { expect, test, vi } from "vitest";
import { eventIds } from "#kernel/event";
import { newId } from "#kernel/ids";
import { batchV1 } from "#reporting/contracts/batch.v1";
import { writtenThroughV1 } from "#reporting/contracts/written-through.v1";
import { aBatch, at } from "./spec-support.ts";
import { readIngress, validateIngress } from "./validate-ingress.ts";

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

test("what was refused is counted and dropped, what was valid goes on", async () => {
  const written: string[] = [];
  for (const stream of ["log", "error"] as const)
    vi.spyOn(console, stream).mockImplementation((line) => void written.push(String(line)));
  const put = vi.fn(async (events: readonly { id: string }[]) => new Set(events.map(({ id: taken }) => taken)));
  await validateIngress(JSON.stringify({ market: "aa", event: event({}, { buyer: "ada@example.org" }) }), put);
  expect(put).not.toHaveBeenCalled();
  await validateIngress(JSON.stringify({ market: "aa", event: event() }), put);
  expect(put).toHaveBeenCalledTimes(1);
  expect(written.join()).not.toContain("example.org");
  vi.restoreAllMocks();
});

test("what the centre's bus did not take comes again", async () => {
  const put = async () => new Set<string>();
  await expect(validateIngress(JSON.stringify({ market: "aa", event: event() }), put)).rejects.toThrow("refused");
});

test("what is no message at all is set aside without being quoted", async () => {
  const put = vi.fn();
  await expect(validateIngress("Ada, ada@example.org", put)).rejects.toThrow(/^the message is not JSON$/);
  await expect(validateIngress('{"event":{}}', put)).rejects.toThrow();
  expect(put).not.toHaveBeenCalled();
});
