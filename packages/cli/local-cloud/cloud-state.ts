import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { local, placementOf, withLinks } from "#infra/deployments";
import { markets } from "#markets/directory";
import type { Outputs } from "./deployment.ts";
import { endpointOf, isAlive } from "./emulator.ts";
import { forgetLinks, readLinks } from "./links.ts";
import { stateFolder } from "./places.ts";

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

/** Puts together what the deployment answered. */
export function stateOf(
  process: Pick<CloudState, "port" | "pid" | "startedAt">,
  outputs: Outputs,
  links = readLinks(),
): CloudState {
  const of = (site: string, name: string): string => {
    const value = outputs[`${local.name}-${site}-access`]?.[name];
    if (value === undefined) throw new Error(`the deployment of ${site} did not answer ${name}`);
    return value;
  };
  const region = (site: string, name: string): RegionState => ({
    url: of(site, "ApiUrl"),
    region: name,
    userPoolId: of(site, "UserPoolId"),
    appClientId: of(site, "Clientapp"),
  });
  const market = (code: string, name: string): MarketState => ({
    ...region(code, name),
    centralLink: placementOf(withLinks(local, links), code).centralLink,
    machines: {
      storefront: { clientId: of(code, "Clientstorefront") },
      integration: { clientId: of(code, "Clientintegration") },
    },
  });
  return {
    ...process,
    endpoint: endpointOf(process.port),
    markets: Object.fromEntries(markets.map((each) => [each.code, market(each.code, each.region)])),
    central: region("central", local.centre.region),
  };
}

/** @returns `undefined` when no cloud was started here */
export function readState(): CloudState | undefined {
  try {
    return JSON.parse(readFileSync(file(), "utf8")) as CloudState;
  } catch {
    return undefined; // never started, or stopped
  }
}

export function writeState(state: CloudState): void {
  mkdirSync(stateFolder(), { recursive: true });
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
}
