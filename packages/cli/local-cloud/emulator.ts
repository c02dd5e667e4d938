import { spawn } from "node:child_process";
import { mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { account, nodeFolder, stateFolder } from "./places.ts";

export const endpointOf = (port: number): string => `http://localhost:${port}`;
/** Functions are unpacked outside the repository, or they would find packages there that their bundles lack. */
const unpackFolder = (port: number): string => join(tmpdir(), `archipelago-${port}`);
const logFile = (): string => join(stateFolder(), "ministack.log");
const processFile = (): string => join(stateFolder(), "ministack.json");

/**
 * Starts MiniStack as a process of its own, which outlives this one.
 * @param patience seconds that it may take until it answers
 * @returns its process id, once it answers
 * @throws Error with the end of its log when it does not come up; then nothing of it is left running
 */
export async function startEmulator(python: string, port: number, patience = 30): Promise<number> {
  const temporary = unpackFolder(port);
  rmSync(temporary, { recursive: true, force: true });
  mkdirSync(temporary, { recursive: true });
  writeFileSync(join(temporary, "package.json"), "{}"); // whatever lies above it, the emulator's own scripts are CommonJS
  const log = openSync(logFile(), "w");
  const child = spawn(python, ["-m", "ministack"], {
    detached: true,
    stdio: ["ignore", log, log],
    // functions inherit this environment: nothing of the developer's own may be in it
    env: {
      PATH: `${nodeFolder}${delimiter}${process.env.PATH ?? ""}`,
      HOME: temporary,
      TMPDIR: temporary,
      LANG: "C.UTF-8",
      PYTHONUNBUFFERED: "1",
      NODE_OPTIONS: "--disable-warning=DEP0169",
      GATEWAY_PORT: String(port),
      BIND_HOST: "127.0.0.1",
      MINISTACK_ACCOUNT_ID: account,
      AUTH: "true",
      LOG_LEVEL: "WARNING",
      IOT_MTLS_ENABLED: "false",
      SFTP_ENABLED: "false",
      // a function keeps one warm process; those of a rush are let go after a minute
      LAMBDA_WARM_TTL_SECONDS: "60",
    },
  });
  child.unref();
  if (child.pid !== undefined) writeFileSync(processFile(), JSON.stringify({ pid: child.pid, port }));
  const died = new Promise<never>((_, reject) => {
    child.once("error", reject);
    child.once("exit", () => reject(new Error(`MiniStack did not start:\n${endOfLog()}`)));
  });
  try {
    await Promise.race([answering(port, patience), died]);
    return child.pid ?? 0;
  } catch (error) {
    if (child.pid !== undefined) await end({ pid: child.pid, port });
    throw error;
  } finally {
    child.removeAllListeners();
  }
}

async function answering(port: number, patience: number): Promise<void> {
  for (const until = Date.now() + 1_000 * patience; Date.now() < until; ) {
    if (await isAnswering(endpointOf(port))) return;
    await pause(50);
  }
  throw new Error(`MiniStack did not answer on port ${port} within ${patience} s:\n${endOfLog()}`);
}

/** Whether an emulator answers there. A busy one takes its time; where there is none, the connection fails at once. */
export async function isAnswering(endpoint: string): Promise<boolean> {
  try {
    const { ok } = await fetch(`${endpoint}/_ministack/health`, { signal: AbortSignal.timeout(20_000) });
    return ok;
  } catch {
    return false; // refused or silent: either way nobody is there
  }
}

type Emulator = { readonly pid: number; readonly port: number };

/** The emulator that was started here last, also one whose deployment was interrupted.
 *  @returns `undefined` when it was stopped, or there was none */
export function startedEmulator(): Emulator | undefined {
  try {
    return JSON.parse(readFileSync(processFile(), "utf8")) as Emulator;
  } catch {
    return undefined; // never started, or stopped
  }
}

/** Stops an emulator and every function it runs. */
export async function stopEmulator(emulator: Emulator): Promise<void> {
  if (isEmulator(emulator.pid)) await end(emulator);
  else rmSync(processFile(), { force: true });
}

async function end({ pid, port }: Emulator): Promise<void> {
  rmSync(processFile(), { force: true });
  signal(pid, "SIGTERM");
  for (const until = Date.now() + 5_000; Date.now() < until; await pause(50)) if (!isAlive(pid)) break;
  if (isAlive(pid)) signal(pid, "SIGKILL");
  rmSync(unpackFolder(port), { recursive: true, force: true });
}

/** Its functions belong to its process group. */
function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(-pid, name);
  } catch {
    // it ended in between
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Whether a process is still the one we started: numbers are used again. */
export function isEmulator(pid: number): boolean {
  if (!isAlive(pid)) return false;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("ministack");
  } catch {
    return true; // no /proc on this system
  }
}

const endOfLog = (): string => readFileSync(logFile(), "utf8").trimEnd().split("\n").slice(-15).join("\n");

/** Whether nobody listens on a port. */
export const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer()
      .once("error", () => resolve(false))
      .once("listening", () => server.close(() => resolve(true)))
      .listen(port);
  });

/** A port that nobody listens on. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
      .once("error", reject)
      .once("listening", () => {
        const address = server.address();
        server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
      })
      .listen(0);
  });
