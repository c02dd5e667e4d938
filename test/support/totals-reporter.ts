import { readFileSync } from "node:fs";
import type { Reporter, TestModule } from "vitest/node";
import { type FileTime, overBudget, type TimeBudget, timesInLines } from "./time-budget.ts";

/** The budget of every file of tests. */
export const budgetFile = "test/budget.json";
export const readBudget = (): TimeBudget =>
  JSON.parse(readFileSync(new URL(`../../${budgetFile}`, import.meta.url), "utf8")) as TimeBudget;

type Options = {
  /** Whether a file that takes too long fails the run: on a build server, whose machine does nothing else. */
  readonly enforced: boolean;
  /** Parts of the run that ended without a report, in words: each counts as one failed test. */
  readonly lost?: readonly string[];
  readonly budget?: TimeBudget;
  print?(text: string): void;
};

/**
 * Closes a run with the seconds of each file, and with one plain line, `tests: 412 passed, 0 failed, 0 skipped`, whatever
 * the terminal looks like. A file that could not even be loaded counts as one failed test, and so does one that took
 * longer than its budget where budgets are enforced.
 */
export class TotalsReporter implements Reporter {
  private readonly options: Options;
  constructor(options: Options) {
    this.options = options;
  }

  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const { enforced, lost = [], budget = readBudget(), print = console.log } = this.options;
    const times = modules.map(timeOf);
    const late = enforced ? overBudget(times, budget) : [];
    const totals = { passed: 0, failed: errors.length + late.length + lost.length, skipped: 0 };
    for (const module of modules) {
      const before = totals.failed;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        totals[state === "pending" ? "skipped" : state] += 1;
      }
      if (module.state() === "failed" && totals.failed === before) totals.failed += 1;
    }
    if (late.length + lost.length > 0) process.exitCode = 1;
    for (const line of ["", ...timesInLines(times)]) print(line);
    for (const line of late) print(`too slow: ${line} (${budgetFile})`);
    for (const line of lost) print(`no report: ${line}`);
    print(`\ntests: ${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
  }
}

/** What loading a file and running its tests and hooks took; not what it waited for before. */
function timeOf(module: TestModule): FileTime {
  const { collectDuration, duration } = module.diagnostic();
  return {
    file: module.relativeModuleId,
    project: module.project.name,
    seconds: (collectDuration + duration) / 1_000,
  };
}
