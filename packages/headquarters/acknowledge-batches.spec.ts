import { expect, test, vi } from "vitest";
import type { DomainEvent } from "#kernel/event";
import { acknowledgeBatches, type PutDirectives } from "./acknowledge-batches.ts";
import { directiveBuses } from "./directive-buses.ts";
import { aBatch, archiveInMemory, at, saleCell } from "./spec-support.ts";
import { storeBatch } from "./store-batch.ts";

const received: unknown[] = [];
const taking = async (events: readonly DomainEvent[]) => {
  received.push(...events.map(({ data }) => data));
  return new Set(events.map(({ id }) => id));
};
const gauges = vi.fn();

test("a market hears what arrived, is asked for what is missing, and is left alone when nothing changed", async () => {
  const archive = archiveInMemory();
  const run = (minute: number) =>
    acknowledgeBatches(
      archive,
      { directives: new Map<string, PutDirectives>([["aa", taking]]), gauges },
      at(minute * 60),
    );
  for (const sequence of [1, 2, 4]) await storeBatch(archive, aBatch(sequence), at(sequence));
  expect(await run(1)).toMatchObject({ answered: 1, missing: 1 });
  expect(received.splice(0)).toEqual([{ market: "aa", epoch: 1, through: 2, missing: [3] }]);
  expect(gauges).toHaveBeenLastCalledWith("aa", { lagSeconds: 58, missing: 1 });
  expect(await run(2)).toMatchObject({ answered: 0 });
  await storeBatch(archive, aBatch(3), at(125));
  await run(3);
  expect(received.splice(0)).toEqual([{ market: "aa", epoch: 1, through: 4, missing: [] }]);
  await storeBatch(archive, aBatch(2), at(185));
  await run(4);
  expect(received.splice(0)).toEqual([{ market: "aa", epoch: 1, through: 4, missing: [] }]);
});

test("a last batch that was lost is missed as soon as the market says that it was written", async () => {
  const archive = archiveInMemory();
  await storeBatch(archive, aBatch(1), at(0));
  await archive.batches.noteKnown({ market: "aa", epoch: 1 }, 2, at(10));
  await acknowledgeBatches(archive, { directives: new Map<string, PutDirectives>([["aa", taking]]), gauges }, at(60));
  expect(received.splice(0)).toEqual([{ market: "aa", epoch: 1, through: 1, missing: [2] }]);
});

test("a market hears of everything behind a gap that was closed, though nothing more comes in", async () => {
  const archive = archiveInMemory();
  const run = (minute: number) =>
    acknowledgeBatches(
      archive,
      { directives: new Map<string, PutDirectives>([["aa", taking]]), gauges },
      at(minute * 60),
    );
  for (let sequence = 2; sequence <= 250; sequence++) await storeBatch(archive, aBatch(sequence), at(0));
  await storeBatch(archive, aBatch(1), at(1)); // moves on as far as one call goes
  for (let minute = 1; minute <= 4; minute++) await run(minute);
  expect(received.splice(0)).toMatchObject([{ through: 200 }, { through: 250 }]);
});

test("all epochs are told together, and gaps of those that are over are not asked for", async () => {
  const archive = archiveInMemory();
  for (const sequence of [1, 3]) await storeBatch(archive, aBatch(sequence), at(0));
  await storeBatch(archive, aBatch(1, { epoch: 2 }), at(1));
  await acknowledgeBatches(archive, { directives: new Map<string, PutDirectives>([["aa", taking]]), gauges }, at(60));
  expect(received.splice(0)).toEqual([
    { market: "aa", epoch: 1, through: 1, missing: [] },
    { market: "aa", epoch: 2, through: 1, missing: [] },
  ]);
});

test("a market whose bus refuses is tried again, and holds up nobody", async () => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  const archive = archiveInMemory();
  await storeBatch(archive, aBatch(1), at(0));
  await storeBatch(archive, aBatch(1, { market: "bb" }), at(0));
  const refusing = async () => new Set<string>();
  const first = await acknowledgeBatches(
    archive,
    {
      directives: new Map<string, PutDirectives>([
        ["aa", refusing],
        ["bb", taking],
      ]),
      gauges,
    },
    at(60),
  );
  expect(first).toMatchObject({ answered: 1, failed: 1 });
  const second = await acknowledgeBatches(
    archive,
    {
      directives: new Map<string, PutDirectives>([
        ["aa", taking],
        ["bb", taking],
      ]),
      gauges,
    },
    at(120),
  );
  expect(second).toMatchObject({ answered: 1, failed: 0 });
  received.length = 0;
  vi.restoreAllMocks();
});

test("a market whose figures cannot be added up stands still alone: the others are answered", async () => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  const archive = archiveInMemory();
  const tooMuch = { cells: [saleCell({ measures: { orders: 1, units: 1, goods: Number.MAX_SAFE_INTEGER } })] };
  await storeBatch(archive, aBatch(1, tooMuch), at(0));
  await expect(storeBatch(archive, aBatch(2, tooMuch), at(0))).rejects.toThrow(RangeError);
  for (const sequence of [1, 3]) await storeBatch(archive, aBatch(sequence, { market: "bb" }), at(0));
  const directives = new Map<string, PutDirectives>([
    ["aa", taking],
    ["bb", taking],
  ]);
  expect(await acknowledgeBatches(archive, { directives, gauges }, at(60))).toMatchObject({
    answered: 2,
    failed: 0,
    missing: 1,
  });
  expect(received.splice(0)).toEqual([
    { market: "aa", epoch: 1, through: 1, missing: [] },
    { market: "bb", epoch: 1, through: 1, missing: [2] },
  ]);
  vi.restoreAllMocks();
});

test("a market that was never heard does not lag: it does from its first word on", async () => {
  const archive = archiveInMemory();
  const run = (seconds: number) =>
    acknowledgeBatches(archive, { directives: new Map<string, PutDirectives>([["aa", taking]]), gauges }, at(seconds));
  expect(await run(86_400)).toMatchObject({ answered: 0, lagSeconds: 0 });
  expect(gauges).toHaveBeenLastCalledWith("aa", { lagSeconds: 0, missing: 0 });
  await archive.batches.noteKnown({ market: "aa", epoch: 1 }, 1, at(86_400));
  await run(87_400);
  expect(gauges).toHaveBeenLastCalledWith("aa", { lagSeconds: 1_000, missing: 1 });
  received.splice(0);
});

test("a detached market is not spoken to", async () => {
  const archive = archiveInMemory();
  await storeBatch(archive, aBatch(1), at(0));
  await acknowledgeBatches(archive, { directives: new Map(), gauges }, at(60));
  expect(received).toEqual([]);
});

test("buses are read with the regions they lie in", () => {
  const bus = "arn:aws:events:eu-north-1:000000000000:event-bus/archipelago-aa-directives";
  expect(directiveBuses(`aa=${bus}`)).toEqual([{ market: "aa", bus, region: "eu-north-1" }]);
  expect(directiveBuses("")).toEqual([]);
  expect(() => directiveBuses("aa=somewhere")).toThrow(RangeError);
});
