import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Where a file of journeys or faults runs. What it imports says so: it is named in no list. */
export type Ground = "in memory" | "on the stack";

const toolsOf: readonly (readonly [tool: string, ground: Ground])[] = [["market-in-memory", "in memory"]];

/** What a file runs on. @param text its source */
const groundOf = (text: string): Ground =>
  toolsOf.find(([tool]) => text.includes(`from "#test/support/${tool}"`))?.[1] ?? "on the stack";

/** The files of journeys and faults that run on this, as paths from the root. */
export const filesOn = (ground: Ground): string[] =>
  globSync("test/{journeys,faults}/*.test.ts", { cwd: root })
    .filter((file) => groundOf(readFileSync(`${root}/${file}`, "utf8")) === ground)
    .sort();
