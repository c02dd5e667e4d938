import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { TestModule } from "vitest/node";
import type { TimeBudget } from "#test/support/time-budget";
import { budgetFile, TotalsReporter } from "#test/support/totals-reporter";
import { exists, textOf } from "./sources.ts";

test("every file that has a budget is there", () => {
  const { files, slice } = JSON.parse(textOf(budgetFile)) as TimeBudget;
  expect([...Object.keys(files), ...Object.keys(slice)].filter((path) => !exists(path))).toEqual([]);
});

describe("the end of a run", () => {
  let before: typeof process.exitCode;
  beforeEach(() => {
    before = process.exitCode;
  });
  afterEach(() => {
    process.exitCode = before;
  });

  const budget = {
    ...{ others: 10, files: { "test/journeys/long.test.ts": 60 } },
    slice: { "test/journeys/long.test.ts": 90 },
  };
  const ran = (relativeModuleId: string, seconds: number, project = "journeys") =>
    ({
      relativeModuleId,
      project: { name: project },
      diagnostic: () => ({ collectDuration: 250, duration: seconds * 1_000 - 250 }),
      state: () => "passed",
      children: { allTests: () => [{ result: () => ({ state: "passed" }) }] },
    }) as unknown as TestModule;
  const all = [
    ran("test/journeys/long.test.ts", 60.5),
    ran("a.spec.ts", 0.5),
    ran("b.spec.ts", 9),
    ran("c.spec.ts", 11),
  ];
  const reported = (enforced: boolean, modules: readonly TestModule[], lost: readonly string[] = []): string[] => {
    const lines: string[] = [];
    new TotalsReporter({ enforced, lost, budget, print: (text) => lines.push(text) }).onTestRunEnd(modules, []);
    return lines;
  };

  test("tells the seconds of each file, the slowest first", () => {
    expect(reported(false, all)).toEqual([
      "",
      "   60.5 s  test/journeys/long.test.ts (journeys)",
      "   11.0 s  c.spec.ts (journeys)",
      "    9.0 s  b.spec.ts (journeys)",
      "    0.5 s  1 more, of less than a second each",
      "\ntests: 4 passed, 0 failed, 0 skipped",
    ]);
    expect(process.exitCode).toBe(before);
  });

  test("is a failure where a file took longer than its budget, and says which, how long and how much it had", () => {
    expect(reported(true, all).slice(-3)).toEqual([
      "too slow: test/journeys/long.test.ts (journeys) took 60.5 s, and its budget is 60 s (test/budget.json)",
      "too slow: c.spec.ts (journeys) took 11.0 s, and its budget is 10 s (test/budget.json)",
      "\ntests: 4 passed, 2 failed, 0 skipped",
    ]);
    expect(process.exitCode).toBe(1);
  });

  test("allows more to a file that does a slice of what takes long, and no more than that", () => {
    const slices = [89, 91].map((seconds) => ran("test/journeys/long.test.ts", seconds, "long"));
    expect(reported(true, slices).slice(-2)).toEqual([
      "too slow: test/journeys/long.test.ts (long) took 91.0 s, and its budget is 90 s (test/budget.json)",
      "\ntests: 2 passed, 1 failed, 0 skipped",
    ]);
  });

  test("is a failure where a part of the run left no report, whatever the others say", () => {
    expect(reported(false, all.slice(1, 2), ["stack 2/2 ended with 1"]).slice(-2)).toEqual([
      "no report: stack 2/2 ended with 1",
      "\ntests: 1 passed, 1 failed, 0 skipped",
    ]);
    expect(process.exitCode).toBe(1);
  });

  test("is none where every file kept within its own", () => {
    expect(reported(true, all.slice(1, 3)).at(-1)).toBe("\ntests: 2 passed, 0 failed, 0 skipped");
    expect(process.exitCode).toBe(before);
  });
});
