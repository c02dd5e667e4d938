import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isAlive } from "./emulator.ts";
import { forgetLinks } from "./links.ts";
import { stateFolder, tokenFolder } from "./places.ts";

/** A region of the running cloud: its API, and where its people sign in. */
export type RegionState = {
  readonly url: string;
  readonly region: string;
  readonly userPoolId: string;
  /** The shared client of people; it has no secret. */
  readonly appClientId: string;
};
export type MarketState = RegionState & {
  readonly centralLink: "attached" | "detached";
  /** Kinds of machines and their clients; a secret is asked of Cognito. */
  readonly machines: Readonly<Record<"storefront" | "integration", { readonly clientId: string }>>;
};

/** What is known of the running cloud. It holds no secret. */
export type CloudState = {
  readonly endpoint: string;
  readonly port: number;
  /** The emulator's process. */
  readonly pid: number;
  readonly startedAt: string;
  readonly markets: Readonly<Record<string, MarketState>>;
  readonly central: RegionState;
};

const file = (): string => join(stateFolder(), "cloud.json");

/** @returns `undefined` when no cloud was started here */
export function readState(): CloudState | undefined {
  try {
    return JSON.parse(readFileSync(file(), "utf8")) as CloudState;
  } catch {
    return undefined; // never started, or stopped
  }
}

/** @param state of what was deployed just now: a token of before may hold what its role has no more */
export function writeState(state: CloudState): void {
  mkdirSync(stateFolder(), { recursive: true });
  forgetTokens();
  writeFileSync(file(), `${JSON.stringify(state, null, 2)}\n`);
}

/** Forgets a cloud that ended without being stopped, as when the machine did: its links are not the next one's. */
export function forgetEnded(): void {
  const state = readState();
  if (!state || !isAlive(state.pid)) forgetState();
}

export function forgetState(): void {
  rmSync(file(), { force: true });
  forgetLinks(); // a new cloud begins as the deployment says
  forgetTokens();
}

const forgetTokens = (): void => rmSync(tokenFolder(), { recursive: true, force: true });
