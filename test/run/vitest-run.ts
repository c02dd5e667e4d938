import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { root } from "#cli/local-cloud/places";
import type { Run } from "./stages.ts";

/** A run that ended: after how many seconds, and with which exit code. */
export type Ended = { readonly run: Run; readonly seconds: number; readonly code: number };

/** Workers, commands and the CDK load much the same files again and again: compiled once, they start in half the time. */
const compiled = join(root, "node_modules/.cache/compiled");
const running = new Set<ChildProcess>();

/** Ends every run that goes on. */
export function endRuns(signal: NodeJS.Signals): void {
  for (const child of running) child.kill(signal);
}

/** Runs Vitest in a process of its own and prints what it says, a line at a time: others may speak meanwhile.
 *  @param report the file that tells afterwards how every test went */
export async function vitestRun(run: Run, report: string): Promise<Ended> {
  const began = performance.now();
  const { projects, shard, scale } = run;
  const child = spawn(
    process.execPath,
    [
      ...[join(root, "node_modules/vitest/vitest.mjs"), "run"],
      ...projects.flatMap((project) => ["--project", project]),
      ...(shard ? [`--shard=${shard.index}/${shard.count}`] : []),
      ...["--reporter=default", "--reporter=blob", `--outputFile.blob=${report}`],
    ],
    {
      cwd: root,
      env: {
        ...process.env,
        ARCHIPELAGO_SCALE: scale,
        NODE_COMPILE_CACHE: compiled,
        ...(process.stdout.isTTY ? { FORCE_COLOR: "1" } : {}),
      },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  running.add(child);
  createInterface({ input: child.stdout }).on("line", (line) => console.log(line));
  createInterface({ input: child.stderr }).on("line", (line) => console.error(line));
  try {
    const code = await new Promise<number>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code) => resolve(code ?? 1));
    });
    return { run, seconds: (performance.now() - began) / 1_000, code };
  } finally {
    running.delete(child);
  }
}
