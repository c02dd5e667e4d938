import type { Reporter, TestModule } from "vitest/node";

/** Closes a run with one plain line, `tests: 412 passed, 0 failed, 0 skipped`, whatever the terminal looks like. A file
 *  that could not even be loaded counts as one failed test. */
export class TotalsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const totals = { passed: 0, failed: errors.length, skipped: 0 };
    for (const module of modules) {
      const before = totals.failed;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        totals[state === "pending" ? "skipped" : state] += 1;
      }
      if (module.state() === "failed" && totals.failed === before) totals.failed += 1;
    }
    console.log(`\ntests: ${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
  }
}
