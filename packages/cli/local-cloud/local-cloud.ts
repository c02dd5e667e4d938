import { mkdirSync } from "node:fs";
import { centralCode } from "#infra/centre";
import { local } from "#infra/deployments";
import { markets, requireDeployable } from "#markets/directory";
import { announceSites } from "./announce-sites.ts";
import { type CloudState, forgetEnded, forgetState, readState, writeState } from "./cloud-state.ts";
import { stateOf } from "./deployed-state.ts";
import { bootstrap, deploy, synthesize } from "./deployment.ts";
import { endpointOf, freePort, isAlive, isFree, startEmulator, startedEmulator, stopEmulator } from "./emulator.ts";
import { stateFolder } from "./places.ts";
import { pythonWithEmulator } from "./python-environment.ts";
import { runningCloud } from "./running-cloud.ts";

type StartOptions = {
  /** 4566 unless said otherwise; 0 takes any that is free. */
  readonly port?: number;
  /** Stops a running cloud first, with all that is in it. */
  readonly fresh?: boolean;
  /** Gets one short sentence a step. */
  report(step: string): void;
};

/**
 * Brings up the local cloud: the emulator with enforced IAM, and in it the same app and bundles that go to AWS. A cloud
 * that runs already is deployed to again, where it is.
 * @throws Error with a sentence that says what is missing or failed
 */
export async function startLocalCloud({ port, fresh = false, report }: StartOptions): Promise<CloudState> {
  requireDeployable(markets);
  mkdirSync(stateFolder(), { recursive: true });
  if (fresh) await stopLocalCloud();
  const running = await runningCloud();
  if (!running) return startNew(port === 0 ? await freePort() : (port ?? 4566), report);
  requirePort(running, port);
  return deployTo(running, report);
}

/** @throws Error when a cloud that runs is wanted on another port: it cannot move, and what it holds is not thrown away unasked */
export function requirePort(
  { port, endpoint }: Pick<CloudState, "port" | "endpoint">,
  wanted: number | undefined,
): void {
  if (wanted === undefined || wanted === 0 || wanted === port) return;
  throw new Error(
    `a local cloud runs already, at ${endpoint}, and cannot move to port ${wanted}. ` +
      "Leave --port out to deploy to it as it is; add --fresh to throw away what it holds and begin anew on that port; " +
      "or name another folder in ARCHIPELAGO_STATE for a second cloud beside it",
  );
}

async function startNew(port: number, report: StartOptions["report"]): Promise<CloudState> {
  if (!(await isFree(port)))
    throw new Error(`port ${port} is taken; stop what listens there, or choose another with --port`);
  forgetEnded();
  const endpoint = endpointOf(port);
  report("bundling functions and writing templates");
  const synthesis = synthesize(endpoint);
  synthesis.catch(() => undefined); // it is awaited below; until then its failure is nobody's
  const python = await pythonWithEmulator(report);
  report("starting MiniStack");
  const pid = await startEmulator(python, port);
  try {
    report("preparing the regions");
    await Promise.all([bootstrap(endpoint, regions()), synthesis]);
    return await finish({ port, pid, startedAt: new Date().toISOString() }, report);
  } catch (error) {
    await stopEmulator({ pid, port });
    throw error;
  }
}

async function deployTo(running: CloudState, report: StartOptions["report"]): Promise<CloudState> {
  report("bundling functions and writing templates");
  await Promise.all([bootstrap(running.endpoint, regions()), synthesize(running.endpoint)]);
  return finish(running, report);
}

async function finish(
  process: Pick<CloudState, "port" | "pid" | "startedAt">,
  report: StartOptions["report"],
): Promise<CloudState> {
  report("deploying");
  const sites = announceSites(report);
  const outputs = await deploy(endpointOf(process.port), {
    onStack: (stack) => report(`deployed ${stack}`),
    onSite: sites.watch,
  });
  const state = stateOf({ port: process.port, pid: process.pid, startedAt: process.startedAt }, outputs);
  // all were named by now; whichever were not, are asked all the same
  for (const [code, { url }] of Object.entries({ ...state.markets, [centralCode]: state.central }))
    sites.watch({ code, url });
  await sites.allAnswer();
  writeState(state);
  return state;
}

const regions = (): readonly string[] => [...new Set([...markets.map(({ region }) => region), local.centre.region])];

/** Stops the running cloud; what was in it is gone.
 *  @returns false when none was running */
export async function stopLocalCloud(): Promise<boolean> {
  // the emulator that was started last: the state may still tell of one that ended long ago
  const last = startedEmulator() ?? readState();
  if (!last) return false;
  const wasAlive = isAlive(last.pid);
  await stopEmulator(last);
  forgetState();
  return wasAlive;
}
