import { expect, test } from "vitest";
import { isAnswerDue, lagSeconds, missingIn, type Series } from "./series.ts";
import { at } from "./spec-support.ts";

const series = (more: Partial<Series> = {}): Series => ({
  market: "aa",
  epoch: 1,
  through: 4,
  known: 4,
  firstSeenAt: at(0),
  completeAt: at(100),
  receivedAt: at(100),
  answeredFor: at(100),
  answeredThrough: 4,
  ...more,
});

test("what is missing lies between what is shown and what is known", () => {
  expect(missingIn({ through: 4, known: 4 }, [], 100)).toEqual([]);
  expect(missingIn({ through: 4, known: 9 }, [6, 9], 100)).toEqual([5, 7, 8]);
  expect(missingIn({ through: 4, known: 6 }, [], 100)).toEqual([5, 6]);
});

test("no more than a hundred are asked for at once", () =>
  expect(missingIn({ through: 0, known: 5_000 }, [], 100)).toHaveLength(100));

test("behind a full page of outOfOrder nothing is known, so nothing is asked for", () =>
  expect(missingIn({ through: 0, known: 9 }, [2, 3], 2)).toEqual([1]));

test("a batch that came in is answered once, and a repeat again", () => {
  expect(isAnswerDue([series()], [], at(200))).toBe(false);
  expect(isAnswerDue([series({ receivedAt: at(150) })], [], at(200))).toBe(true);
  expect(isAnswerDue([series(), series({ epoch: 2, receivedAt: at(150) })], [], at(200))).toBe(true);
});

test("a series that moved on is answered, whenever its batches came in", () => {
  expect(isAnswerDue([series({ through: 5, known: 5 })], [], at(200))).toBe(true);
  const { answeredThrough: _, ...never } = series({ through: 0, known: 0 });
  expect(isAnswerDue([never], [], at(200)), "the first word of an epoch").toBe(true);
});

test("what is missing is asked for at once and then every ten minutes", () => {
  const gap = { known: 6, receivedAt: at(100), answeredFor: at(100) };
  expect(isAnswerDue([series(gap)], [5], at(200))).toBe(true);
  expect(isAnswerDue([series({ ...gap, askedAt: at(200) })], [5], at(799))).toBe(false);
  expect(isAnswerDue([series({ ...gap, askedAt: at(200) })], [5], at(800))).toBe(true);
});

test("figures lag since the centre last knew that it had everything of the newest epoch", () => {
  expect(lagSeconds([series()], at(160))).toBe(60);
  expect(lagSeconds([series({ completeAt: at(10), known: 9 })], at(160))).toBe(150);
  const { completeAt: _, ...never } = series({ known: 9, through: 0 });
  expect(lagSeconds([never], at(160))).toBe(160);
  expect(
    lagSeconds([series({ known: 9, completeAt: at(1) }), series({ epoch: 2, completeAt: at(159) })], at(160)),
  ).toBe(1);
  expect(lagSeconds([], at(160))).toBeUndefined();
});
