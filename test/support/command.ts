import { execFile } from "node:child_process";
import { join } from "node:path";
import { root } from "#cli/local-cloud/places";
import type { Json } from "./market-client.ts";

/** How a command ended: its exit code, what it printed, and the one JSON document in it. */
export type Ended = { readonly code: number; readonly document: Json; readonly out: string; readonly err: string };

/** Runs the command line as people do, against the stack of the tests: `archipelago <words> --json`. */
export const archipelago = (...words: readonly string[]): Promise<Ended> =>
  new Promise((resolve) => {
    const script = join(root, "packages/cli/archipelago.ts");
    const options = { cwd: root, env: process.env, maxBuffer: 64 * 1024 * 1024 };
    execFile(process.execPath, [script, ...words, "--json"], options, (error, out, err) =>
      resolve({ code: error ? Number(error.code ?? 1) : 0, document: documentIn(out), out, err }),
    );
  });

/** Standard output must be one JSON document and nothing else. */
function documentIn(out: string): Json {
  try {
    return JSON.parse(out);
  } catch {
    return undefined; // the command failed, or printed something else: `out` shows it
  }
}
