import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startVitest } from "vitest/node";
import { pythonWithEmulator } from "#cli/local-cloud/python-environment";
import { stopCloudsLeftBehind } from "#test/support/local-stack";
import { TotalsReporter } from "#test/support/totals-reporter";
import { type Run, stages } from "./stages.ts";
import { type Ended, endRuns, vitestRun } from "./vitest-run.ts";

/** Runs stages of tests that are named one after another, and ends with one report of all: what failed, the seconds of
 *  each file, and the totals. */
const asked = process.argv.slice(2);
const unknown = asked.filter((word) => !Object.hasOwn(stages, word));
if (asked.length === 0 || unknown.length > 0) {
  console.error(`${unknown.join(", ") || "nothing"} is no stage; there are ${Object.keys(stages).join(", ")}.`);
  console.error("One file is run with: npx vitest run FILE");
  process.exit(2);
}

const reports = mkdtempSync(join(tmpdir(), "archipelago-reports-"));
process.once("exit", () => rmSync(reports, { recursive: true, force: true }));
const reportOf = ({ name }: Run): string => join(reports, `${name.replaceAll(/\W/g, "-")}.json`);

let interrupted = false;
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.on(signal, () => {
    interrupted = true;
    endRuns(signal);
  });

// a cloud that runs already is used as it is; otherwise there are two, since one alone leaves half of two cores idle
const clouds = process.env.ARCHIPELAGO_STATE === undefined ? 2 : 1;
const ended: Ended[] = [];
for (const word of asked) {
  const stage = stages[word]?.(clouds) ?? [];
  if (stage.length > 1) await pythonWithEmulator(console.log); // before two runs install it at once
  ended.push(...(await Promise.all(stage.map((run) => vitestRun(run, reportOf(run))))));
  await stopCloudsLeftBehind();
  if (interrupted) process.exit(130);
}

console.log(["", ...ended.map(({ run, seconds }) => `${seconds.toFixed(1).padStart(9)} s  ${run.name}`)].join("\n"));
process.env.ARCHIPELAGO_SCALE ??= "short"; // or the project of what takes long were not known
const lost = ended.filter(({ run }) => !existsSync(reportOf(run)));
const totals = new TotalsReporter({
  enforced: Boolean(process.env.CI),
  lost: lost.map(({ run, code }) => `${run.name} ended with ${code}`),
});
if (lost.length === ended.length) totals.onTestRunEnd([], []);
else await startVitest("test", [], { run: true, watch: false, mergeReports: reports, reporters: ["minimal", totals] });
if (ended.some(({ code }) => code !== 0)) process.exitCode = 1;
