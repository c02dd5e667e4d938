import { readFileSync } from "node:fs";
import { marketResources } from "#access/roles";
import { openApi } from "#platform/openapi";
import { routesByDomain } from "#test/support/manifests";

const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
  version: string;
};

/** The OpenAPI document of a market: all markets have the same API, each under its own address. */
export const marketApi = async () =>
  openApi({
    title: "A market of Archipelago",
    version,
    server: "https://api.example.com/v1",
    routes: await routesByDomain("market"),
    scopes: Object.fromEntries(
      Object.entries(marketResources).flatMap(([noun, verbs]) =>
        Object.entries(verbs).map(([verb, meaning]) => [`${noun}/${verb}`, meaning]),
      ),
    ),
  });
