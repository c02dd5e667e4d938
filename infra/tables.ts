import { globSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { isPublishing, type PublishingTable, type TableSpec } from "#platform/table";

const root = new URL("..", import.meta.url);

const isTable = (value: unknown): value is TableSpec =>
  typeof value === "object" && value !== null && "partition" in value && "indexes" in value && "stream" in value;

/** Every table of every domain, found by its file: `packages/<domain>/…/table.ts`. */
const tables: readonly TableSpec[] = await Promise.all(
  globSync("packages/*/**/table.ts", { cwd: fileURLToPath(root) })
    .sort()
    .map((path) => import(/* @vite-ignore */ pathToFileURL(fileURLToPath(new URL(path, root))).href)),
).then((modules: readonly object[]) => modules.flatMap((module) => Object.values(module).filter(isTable)));

/** Those whose events go to the market's bus. */
export const publishingTables: readonly PublishingTable[] = tables.filter(isPublishing);
