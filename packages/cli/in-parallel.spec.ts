import { setTimeout as pause } from "node:timers/promises";
import { expect, test } from "vitest";
import { inParallel } from "./in-parallel.ts";

test("every item is worked on once, by no more workers than asked for", async () => {
  const done: number[] = [];
  let busy = 0;
  let busiest = 0;
  await inParallel(Array(20).keys(), 4, async (item) => {
    busiest = Math.max(busiest, ++busy);
    await pause(item % 3);
    busy -= 1;
    done.push(item);
  });
  expect(done.sort((left, right) => left - right)).toEqual([...Array(20).keys()]);
  expect(busiest).toBe(4);
});

test("after a failure nothing new is begun, and the failure is told", async () => {
  const begun: number[] = [];
  const run = inParallel(Array(100).keys(), 2, async (item) => {
    begun.push(item);
    await pause(1);
    if (item === 3) throw new Error("three");
  });
  await expect(run).rejects.toThrow("three");
  expect(begun.length).toBeLessThan(8);
});

test("a source that fails is a failure", async () => {
  async function* source() {
    yield 1;
    throw new Error("no more");
  }
  await expect(inParallel(source(), 3, async () => {})).rejects.toThrow("no more");
});
