import fc from "fast-check";
import { expect, test } from "vitest";
import type { Instant } from "#kernel/time";
import type { Level } from "./level.ts";
import type { DueWindow } from "./window-index.ts";
import { chunkByChunk } from "./write-batches.ts";

const windowsOf = (level: Level, count: number): DueWindow[] =>
  Array.from({ length: count }, (_, at) => ({ level, window: `${at}`, slots: [], dueAt: "" as Instant }));
/** Reads everything that is due, each window with so many observations. @returns how many windows were read at a time */
async function readWith(observations: number, dueAt: (level: Level) => readonly DueWindow[]): Promise<number[]> {
  const sizes: number[] = [];
  const left = await chunkByChunk(dueAt, async (chunk) => {
    sizes.push(chunk.length);
    return observations * chunk.length;
  });
  expect(left).toBe("nothing");
  return sizes;
}

test("sparse windows are read many at a time, full ones one by one", async () => {
  const hours = (level: Level) => (level === "hour" ? windowsOf(level, 40) : []);
  expect(await readWith(10, hours)).toEqual([1, 2, 4, 8, 16, 9]);
  expect(await readWith(30_000, hours)).toEqual(Array.from({ length: 40 }, () => 1));
  expect((await readWith(6_000, hours)).slice(0, 3)).toEqual([1, 1, 1]);
});

test("each level begins with one window: nothing is known of it", async () =>
  expect(await readWith(10, (level) => (level === "hour" || level === "day" ? windowsOf(level, 3) : []))).toEqual([
    1, 2, 1, 2,
  ]));

test("whatever is due is read once, finest first, and an undated window may make another due", () =>
  fc.assert(
    fc.asyncProperty(
      fc.nat(300),
      fc.nat(50),
      fc.nat(5),
      fc.nat(40_000),
      async (hours, weeks, undated, observations) => {
        let left = undated;
        const asked: Level[] = [];
        const dueAt = (level: Level): readonly DueWindow[] => {
          asked.push(level);
          if (level === "hour") return windowsOf(level, hours);
          if (level === "week") return windowsOf(level, weeks);
          return level === "undated" && left-- > 0 ? windowsOf(level, 1) : [];
        };
        const read = (await readWith(observations, dueAt)).reduce((sum, windows) => sum + windows, 0);
        expect(read).toBe(hours + weeks + undated);
        expect(asked.filter((level) => level === "undated")).toHaveLength(undated + 1);
        expect(asked.slice(0, 7)).toEqual([
          "hour",
          "day",
          "week",
          "month",
          "category-other",
          "channel-other",
          "undated",
        ]);
      },
    ),
  ));

test("nothing more is read once there is no going on", async () => {
  const read: string[] = [];
  const left = await chunkByChunk(
    (level) => windowsOf(level, 2),
    async ([window]) => (read.push(`${window?.level} ${window?.window}`) < 3 ? 10 : "ended"),
  );
  expect(left).toBe("something");
  expect(read).toEqual(["hour 0", "hour 1", "day 0"]);
});
