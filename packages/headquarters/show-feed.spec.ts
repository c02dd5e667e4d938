import { expect, test } from "vitest";
import { isProblem, problemDocument } from "#platform/problem";
import { showFeed } from "./show-feed.ts";
import { aBatch, archiveInMemory, at } from "./spec-support.ts";
import { storeBatch } from "./store-batch.ts";

const secret = async () => "a-key-that-is-long-enough-to-sign-cursors";
type Shown = { readonly events: readonly { readonly id: string }[]; readonly next: string; readonly caughtUp: boolean };

async function shown(archive: ReturnType<typeof archiveInMemory>, after?: string, limit = 25): Promise<Shown> {
  const answer = await showFeed({ batches: archive.batches, secret }, { after, limit });
  if (isProblem(answer)) throw new Error(answer.detail);
  return answer.body as Shown;
}

test("a batch is shown as a CloudEvent, and not before its predecessors", async () => {
  const archive = archiveInMemory();
  await storeBatch(archive, aBatch(2), at(0));
  const nothing = await shown(archive);
  expect(nothing).toMatchObject({ events: [], caughtUp: true });
  await storeBatch(archive, aBatch(1), at(1));
  const { events, next } = await shown(archive, nothing.next);
  expect(events.map(({ id }) => id)).toEqual(["aa/1/1", "aa/1/2"]);
  expect(events[0]).toEqual({
    specversion: "1.0",
    id: "aa/1/1",
    source: "archipelago/aa",
    type: "archipelago.reporting.batch.v1",
    time: at(1),
    datacontenttype: "application/json",
    data: aBatch(1).data,
  });
  expect(await shown(archive, next)).toEqual({ events: [], next, caughtUp: true });
});

test("a market that comes later is in the feed of whoever read before", async () => {
  const archive = archiveInMemory();
  await storeBatch(archive, aBatch(1), at(0));
  const { next } = await shown(archive);
  await storeBatch(archive, aBatch(1, { market: "bb" }), at(1));
  await storeBatch(archive, aBatch(1, { epoch: 2 }), at(1));
  expect((await shown(archive, next)).events.map(({ id }) => id).sort()).toEqual(["aa/2/1", "bb/1/1"]);
});

test("a page ends before it is too large to be answered", async () => {
  const archive = archiveInMemory();
  const large = (sequence: number) =>
    aBatch(sequence, { cells: Array.from({ length: 12_000 }, () => aBatch(1).data.cells[0] as never) });
  for (const sequence of [1, 2, 3, 4]) await storeBatch(archive, large(sequence), at(0));
  const first = await shown(archive, undefined, 100);
  expect({ shown: first.events.length, caughtUp: first.caughtUp }).toEqual({ shown: 2, caughtUp: false });
  expect((await shown(archive, first.next, 100)).events.map(({ id }) => id)).toEqual(["aa/1/3", "aa/1/4"]);
});

test("the second of two batches with one number is ignored", async () => {
  const archive = archiveInMemory();
  await storeBatch(archive, aBatch(1), at(0));
  await storeBatch(archive, aBatch(1, { cells: [] }), at(1));
  const { events } = await shown(archive);
  expect(events).toMatchObject([{ data: aBatch(1).data }]);
});

test.each(["", undefined])("no cursor means from the beginning", async (after) => {
  const archive = archiveInMemory();
  await storeBatch(archive, aBatch(1), at(0));
  expect((await shown(archive, after)).events).toHaveLength(1);
});

test("a cursor that the feed never gave is a 400", async () => {
  const { batches } = archiveInMemory();
  const { next } = await shown(archiveInMemory());
  for (const after of ["x", `${next}A`, next.slice(1), "eyJhIjoxfQ", "☃"]) {
    const answer = await showFeed({ batches, secret }, { after, limit: 25 });
    expect(isProblem(answer) && problemDocument(answer)).toMatchObject({ status: 400, code: "invalid" });
  }
});
