import { readdirSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { isOfCentre } from "#infra/centre";
import type { EventContract } from "#kernel/event";
import type { ConsumerSpec } from "#platform/manifest";
import type { Route, Routes } from "#platform/route";

const root = new URL("../../", import.meta.url);

/** One route with the domain that answers it and its name there. */
export type NamedRoute = { readonly domain: string; readonly name: string; readonly route: Route };
export type NamedConsumer = { readonly domain: string; readonly name: string; readonly consumer: ConsumerSpec };

const load = async (path: string): Promise<Readonly<Record<string, unknown>>> =>
  import(/* @vite-ignore */ pathToFileURL(new URL(path, root).pathname).href);

const inFolder = (path: string): string[] => {
  try {
    return readdirSync(new URL(path, root)).sort();
  } catch {
    return []; // a domain without contracts has no such folder
  }
};

/** Every domain's manifest, by its word. */
export async function manifests(): Promise<Readonly<Record<string, Readonly<Record<string, unknown>>>>> {
  const words = inFolder("functions/").filter((word) => inFolder(`functions/${word}/`).includes("manifest.ts"));
  return Object.fromEntries(
    await Promise.all(words.map(async (word) => [word, await load(`functions/${word}/manifest.ts`)])),
  );
}

export const isRoutes = (value: unknown): value is Routes =>
  typeof value === "object" &&
  value !== null &&
  Object.values(value).every((one) => typeof one?.key === "string" && "answers" in one);
export const isConsumer = (value: unknown): value is ConsumerSpec =>
  typeof value === "object" && value !== null && "on" in value && "impactWhenStuck" in value;

/** Which API a domain belongs to: the centre's has routes of its own, under another address. */
export type Place = "market" | "central";
export const placeOf = (domain: string): Place => (isOfCentre(domain) ? "central" : "market");

/** The routes of one API by domain, without what answers everything that is no route; a manifest may declare them in more
 *  than one value. */
export async function routesByDomain(place: Place): Promise<Readonly<Record<string, Routes>>> {
  const entries = Object.entries(await manifests())
    .filter(([domain]) => placeOf(domain) === place)
    .map(([domain, manifest]): [string, Routes] => {
      const routes: Routes = Object.assign({}, ...Object.values(manifest).filter(isRoutes));
      return [domain, Object.fromEntries(Object.entries(routes).filter(([, { key }]) => key !== "$default"))];
    });
  return Object.fromEntries(entries.filter(([, routes]) => Object.keys(routes).length > 0));
}

/** Every route of an API. */
export const allRoutes = async (place: Place): Promise<readonly NamedRoute[]> =>
  Object.entries(await routesByDomain(place)).flatMap(([domain, routes]) =>
    Object.entries(routes).map(([name, route]) => ({ domain, name, route })),
  );

/** Every function that is fed by events. */
export const allConsumers = async (): Promise<readonly NamedConsumer[]> =>
  Object.entries(await manifests()).flatMap(([domain, manifest]) =>
    Object.entries(manifest).flatMap(([name, value]) => (isConsumer(value) ? [{ domain, name, consumer: value }] : [])),
  );

const isContract = (value: unknown): value is EventContract =>
  typeof value === "object" && value !== null && "audience" in value && "type" in value && "data" in value;

/** Every published event contract. */
export async function allContracts(): Promise<readonly EventContract[]> {
  const paths = inFolder("packages/").flatMap((word) =>
    inFolder(`packages/${word}/contracts/`)
      .filter((file) => /\.v\d+\.ts$/.test(file))
      .map((file) => `packages/${word}/contracts/${file}`),
  );
  const modules = await Promise.all(paths.map(load));
  return modules.flatMap((module) => Object.values(module).filter(isContract));
}
