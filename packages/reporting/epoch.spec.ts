import { describe, expect, test } from "vitest";
import type { Instant } from "#kernel/time";
import { beginningOfTime, epochAt, epochOfCorrection, epochOfSale, nextEpochStep } from "./epoch.ts";

const at = (time: string) => `2026-03-01T${time}:00.000Z` as Instant;
const epochs = [
  { number: 1, openedAt: beginningOfTime, closedAt: at("10:00") },
  { number: 2, openedAt: at("12:00") },
];

describe("what happens while the market is attached", () => {
  test("belongs to the epoch of its time", () => {
    expect(epochAt(epochs, at("09:59"))).toBe(1);
    expect(epochAt(epochs, at("10:00"))).toBeUndefined();
    expect(epochAt(epochs, at("12:00"))).toBe(2);
  });
  test.each<[ordered: string, confirmed: string, sale: number | undefined]>([
    ["09:00", "09:01", 1],
    ["09:59", "12:01", 2],
    ["09:59", "10:01", undefined],
    ["11:00", "11:01", undefined],
    ["11:59", "12:01", undefined],
  ])("counts as a sale when it was ordered (%s) and confirmed (%s) then", (ordered, confirmed, sale) => {
    const sold = { recordedAt: at(ordered), confirmedAt: at(confirmed) };
    expect(epochOfSale(epochs, sold)).toBe(sale);
    expect(epochOfCorrection(epochs, sold, at("13:00"))).toBe(sale && 2);
    expect(epochOfCorrection(epochs, sold, at("11:30"))).toBeUndefined();
  });
});

describe("an epoch", () => {
  const now = at("13:00");
  test("begins with the first attached deployment, before anything could have happened", () =>
    expect(nextEpochStep([], "attached", now)).toEqual({ step: "open", number: 1, at: beginningOfTime }));
  test("does not begin in a market that is opened detached", () =>
    expect(nextEpochStep([], "detached", now)).toEqual({ step: "begin-detached" }));
  test("closes a moment ahead, so that everybody knows of it in time", () =>
    expect(nextEpochStep(epochs, "detached", now)).toEqual({
      step: "close",
      number: 2,
      at: "2026-03-01T13:00:10.000Z",
    }));
  test("opens behind the last, never into it", () => {
    expect(nextEpochStep(epochs.slice(0, 1), "attached", now)).toMatchObject({ step: "open", number: 2 });
    const closing = [{ number: 1, openedAt: beginningOfTime, closedAt: at("13:30") }];
    expect(nextEpochStep(closing, "attached", now)).toEqual({ step: "open", number: 2, at: at("13:30") });
  });
  test("stays as it is while the deployment does", () => {
    expect(nextEpochStep(epochs, "attached", now)).toBeUndefined();
    expect(nextEpochStep(epochs.slice(0, 1), "detached", now)).toBeUndefined();
  });
});
