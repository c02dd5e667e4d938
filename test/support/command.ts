import { execFile } from "node:child_process";
import { join } from "node:path";
import { root } from "#cli/local-cloud/places";
import type { Json } from "./market-client.ts";

/** How a command ended: its exit code, what it printed, and the one JSON document in it. */
export type Ended = { readonly code: number; readonly document: Json; readonly out: string; readonly err: string };

/** Runs the command line as people do, against the stack of the tests: `archipelago <words> --json`. */
export const archipelago = (...words: readonly string[]): Promise<Ended> => archipelagoIn(root, process.env, words);

/** The same in a copy of the repository. */
export const archipelagoIn = (cwd: string, env: NodeJS.ProcessEnv, words: readonly string[]): Promise<Ended> =>
  runNode([join(cwd, "packages/cli/archipelago.ts"), ...words, "--json"], { cwd, env });

/** Runs a script to its end. */
export const runNode = (
  words: readonly string[],
  options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): Promise<Ended> =>
  new Promise((resolve) => {
    execFile(process.execPath, [...words], { ...options, maxBuffer: 64 * 1024 * 1024 }, (error, out, err) =>
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
