import { expect, test } from "vitest";
import { notes } from "./report-notes.ts";
import { answerTo, goods, report } from "./spec-report.ts";
import { aBatch, saleCell } from "./spec-support.ts";

const notesOf = async (...asked: Parameters<typeof report>) =>
  (await report(...asked)).notes.map(({ code, of }) => [code, ...(of ?? [])]);
const january = { from: "2018-01-01", to: "2018-01-31" };
const february = { from: "2018-02-01", to: "2018-02-28" };
const inFebruary = aBatch(1, { cells: [saleCell({ level: "month", period: "2018-02", measures: goods(5) })] });

test("an empty report says that figures may be held back, in words too", async () => {
  const { items, notes } = await report({ ...january, attached: ["aa"] }, inFebruary);
  expect({ items, notes }).toEqual({
    items: [],
    notes: [{ code: "held-back", detail: expect.stringContaining("held back in their market"), of: ["aa"] }],
  });
});

test("a report that shows what there is has nothing to be said of", async () =>
  expect(await notesOf({ ...february, attached: ["aa"] }, inFebruary)).toEqual([]));

test("a market without figures is named beside those that have some", async () =>
  expect(await notesOf({ ...february, attached: ["aa", "bb"] }, inFebruary, aBatch(1, { market: "bb" }))).toEqual([
    ["held-back", "bb"],
  ]));

test("what is only known more coarsely is told from what is not known", async () =>
  expect(await notesOf({ from: "2018-02-01", to: "2018-02-14", attached: ["aa"] }, inFebruary)).toEqual([
    ["only-partly", "aa"],
  ]));

test("a market that was never heard of is told from one that holds back", async () => {
  expect(await notesOf({ attached: ["aa", "cc"] }, inFebruary)).toEqual([["never-heard", "cc"]]);
  expect(await notesOf({ attached: ["aa", "cc"], market: ["cc"] }, inFebruary)).toEqual([["never-heard", "cc"]]);
});

test("a detached market is told from one that holds back", async () =>
  expect(await notesOf({ ...january, attached: [] }, inFebruary)).toEqual([["detached", "aa"]]));

test("a centre without markets says so", async () => expect(await notesOf({ attached: [] })).toEqual([["no-markets"]]));

test("a market of which figures have been missing for long is named, whether it has some or not", async () => {
  const missing = aBatch(2, { market: "bb" });
  expect(await notesOf({ attached: ["bb"], secondsLater: 900 }, missing)).toEqual([
    ["held-back", "bb"],
    ["outdated", "bb"],
  ]);
  expect(await notesOf({ attached: ["bb"], secondsLater: 899 }, missing)).toEqual([["held-back", "bb"]]);
});

test("amounts that are exchanged at no rate of a day, or at none, are named", async () => {
  const undated = { kind: "sale", level: "undated", buyers: 11, measures: goods(6) } as const;
  const pounds = aBatch(1, { currency: "GBP", cells: [undated] });
  const francs = aBatch(1, { market: "bb", currency: "CHF" });
  expect(await notesOf({ attached: ["aa", "bb"], currency: "BRL" }, pounds, francs)).toEqual([
    ["newest-rate"],
    ["without-rates", "CHF"],
  ]);
});

test("notes are of the markets that were asked for", async () => {
  const both = [inFebruary, aBatch(1, { market: "bb" })] as const;
  const { items, lag, notes } = await report({ by: ["market"], market: ["bb"], attached: ["aa", "bb"] }, ...both);
  expect({ markets: items.map(({ market }) => market), lag, notes }).toEqual({
    markets: ["bb"],
    lag: { bb: 60 },
    notes: [],
  });
});

test("a market that nobody knows is refused by name", async () =>
  expect(await answerTo({ market: ["aa", "zz"] }, inFebruary)).toMatchObject({
    problem: "invalid",
    errors: [{ pointer: "query:market", detail: "zz is not attached, and was never heard of" }],
  }));

test("each note is a sentence", () => {
  for (const detail of Object.values(notes)) expect(detail).toMatch(/^[A-Z].*\.$/);
});
