import { globSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { isPublishing, type PublishingTable, type TableSpec } from "#platform/table";
import { centralCode, isOfCentre } from "./centre.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

const isTable = (value: unknown): value is TableSpec =>
  typeof value === "object" && value !== null && "partition" in value && "indexes" in value && "stream" in value;

/** Every table of every domain, found by its file: `packages/<domain>/…/table.ts`. */
const found: readonly { readonly domain: string; readonly spec: TableSpec }[] = (
  await Promise.all(
    globSync("packages/*/**/table.ts", { cwd: root })
      .map((path) => path.replaceAll("\\", "/"))
      .sort()
      .map(async (path) => {
        const module: object = await import(/* @vite-ignore */ pathToFileURL(`${root}${path}`).href);
        const domain = path.split("/")[1] ?? "";
        return Object.values(module)
          .filter(isTable)
          .map((spec) => ({ domain, spec }));
      }),
  )
).flat();

const ofDomains = (belongs: (domain: string) => boolean): readonly TableSpec[] =>
  found.filter(({ domain }) => belongs(domain)).map(({ spec }) => spec);

/** The tables of a market. */
export const marketTables = ofDomains((domain) => !isOfCentre(domain));
const centralTables = ofDomains(isOfCentre);

/** The tables of a site. @param code a market's, or the centre's */
export const tablesOf = ({ code }: { readonly code: string }): readonly TableSpec[] =>
  code === centralCode ? centralTables : marketTables;

/** Those whose events go to the market's bus. */
export const publishingTables: readonly PublishingTable[] = marketTables.filter(isPublishing);
