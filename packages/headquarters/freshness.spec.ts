import { expect, test } from "vitest";
import { freshnessOf, outdatedIn } from "./freshness.ts";
import { byMarket, type Series } from "./series.ts";
import { at } from "./spec-support.ts";

const series = (more: Partial<Series> = {}): Series => ({
  market: "aa",
  epoch: 1,
  through: 4,
  known: 4,
  firstSeenAt: at(0),
  completeAt: at(100),
  ...more,
});
const fresh = (all: readonly Series[], attached: readonly string[], seconds: number) =>
  freshnessOf(byMarket(all), attached, at(seconds));

test("an attached market lags since it was last known to be complete, by what is known of and not shown", () => {
  expect(fresh([series()], ["aa"], 160)).toEqual({ lag: { aa: 60 }, behind: { aa: 0 } });
  expect(fresh([series({ known: 6 })], ["aa"], 1_200)).toEqual({ lag: { aa: 1_100 }, behind: { aa: 2 } });
});

test("a market that was never heard of has no lag that could be told", () =>
  expect(fresh([series()], ["aa", "bb"], 160)).toEqual({ lag: { aa: 60, bb: null }, behind: { aa: 0, bb: 0 } }));

test("figures are outdated after a quarter of an hour", () => {
  expect(outdatedIn(fresh([series()], ["aa", "bb"], 999))).toEqual([]);
  expect(outdatedIn(fresh([series()], ["aa", "bb"], 1_000))).toEqual(["aa"]);
});

test("a market that was detached is nobody's business", () =>
  expect(fresh([series()], [], 9_999)).toEqual({ lag: {}, behind: {} }));
