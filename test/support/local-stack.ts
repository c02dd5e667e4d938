import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { CloudState } from "#cli/local-cloud/cloud-state";
import { isAlive } from "#cli/local-cloud/emulator";
import { startLocalCloud, stopLocalCloud } from "#cli/local-cloud/local-cloud";
import { root } from "#cli/local-cloud/places";
import { runningCloud } from "#cli/local-cloud/running-cloud";

/** The stack that tests run against, and how to be rid of it. */
export type TestStack = { readonly cloud: CloudState; stop(): Promise<void> };

const keptFor = Symbol.for("archipelago.test-stack");
type Kept = { [keptFor]?: Promise<TestStack> };

/** The one stack of this run: whoever asks first starts it, whoever asks next gets the same. */
export function testStack(): Promise<TestStack> {
  const kept = globalThis as Kept; // each project loads this module anew, within one process
  kept[keptFor] ??= process.env.ARCHIPELAGO_STATE === undefined ? started() : borrowed(process.env.ARCHIPELAGO_STATE);
  return kept[keptFor];
}

/** Stops the stack of this run, if there is one, and what its tests started beside it and were not given time to stop. */
export async function stopTestStack(): Promise<void> {
  const kept = globalThis as Kept;
  const stack = kept[keptFor];
  delete kept[keptFor];
  await (await stack)?.stop();
  await clear((pid) => pid === process.pid);
}

/** A cloud that runs already is used as it is, and left running. */
async function borrowed(state: string): Promise<TestStack> {
  const cloud = await runningCloud();
  if (!cloud) throw new Error(`no local cloud runs with its state in ${state}`);
  return { cloud, stop: async () => undefined };
}

/** A cloud of this run's own, on a port that was free, so that nobody else's is touched. */
async function started(): Promise<TestStack> {
  await stopCloudsLeftBehind();
  const state = stateOf(process.pid);
  process.env.ARCHIPELAGO_STATE = state; // also for the commands that tests run
  const steps: string[] = [];
  const stop = async (): Promise<void> => {
    await stopLocalCloud();
    rmSync(join(root, state), { recursive: true, force: true });
    delete process.env.ARCHIPELAGO_STATE;
  };
  try {
    return { cloud: await startLocalCloud({ port: 0, report: (step) => steps.push(step) }), stop };
  } catch (error) {
    await stop();
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`the local stack did not start; its last step was “${steps.at(-1)}”: ${reason}`, { cause: error });
  }
}

/** Stops the clouds of runs that were killed before they could do so. */
export const stopCloudsLeftBehind = (): Promise<void> => clear((pid) => !isAlive(pid));

const stateOf = (run: number): string => join(".archipelago", `test-${run}`);
/** Where a cloud keeps its state that one test of a run has for itself. */
export const ownStateOf = (run: number, name: string): string => join(root, `${stateOf(run)}-${name}`);

/** Stops the clouds of some runs. */
async function clear(isMeant: (run: number) => boolean): Promise<void> {
  const before = process.env.ARCHIPELAGO_STATE;
  for (const name of foldersIn(join(root, ".archipelago"))) {
    const run = Number(/^test-(\d+)(-[a-z]+)?$/.exec(name)?.[1]);
    if (!run || !isMeant(run)) continue;
    const state = join(".archipelago", name);
    process.env.ARCHIPELAGO_STATE = state;
    await stopLocalCloud();
    rmSync(join(root, state), { recursive: true, force: true });
  }
  if (before === undefined) delete process.env.ARCHIPELAGO_STATE;
  else process.env.ARCHIPELAGO_STATE = before;
}

function foldersIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // the first run of all
  }
}
