import { readFileSync } from "node:fs";
import { centralResources, marketResources } from "#access/roles";
import { openApi } from "#platform/openapi";
import { type Place, routesByDomain } from "#test/support/manifests";

const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
  version: string;
};

const titles = { market: "A market of Archipelago", central: "The centre of Archipelago" };
const resources: Readonly<Record<Place, Readonly<Record<string, Readonly<Record<string, string>>>>>> = {
  market: marketResources,
  central: centralResources,
};

/** The OpenAPI document of the centre, or of a market: all markets have the same API, each under its own address. */
export const documentOf = async (place: Place) =>
  openApi({
    title: titles[place],
    version,
    server: "https://api.example.com/v1",
    routes: await routesByDomain(place),
    scopes: Object.fromEntries(
      Object.entries(resources[place]).flatMap(([noun, verbs]) =>
        Object.entries(verbs).map(([verb, meaning]) => [`${noun}/${verb}`, meaning]),
      ),
    ),
  });
