import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Where a file of journeys or faults runs. What it imports says so: it is named in no list. */
export type Ground = "in memory" | "on the stack" | "on a cloud of its own";

const toolsOf: readonly (readonly [tool: string, ground: Ground])[] = [
  ["market-in-memory", "in memory"],
  ["own-repository", "on a cloud of its own"],
];

const uses = (text: string, tool: string): boolean => text.includes(`from "#test/support/${tool}"`);

/** What a file runs on. @param text its source */
const groundOf = (text: string): Ground => toolsOf.find(([tool]) => uses(text, tool))?.[1] ?? "on the stack";

const filesWhoseText = (is: (text: string) => boolean): string[] =>
  globSync("test/{journeys,faults}/*.test.ts", { cwd: root })
    .filter((file) => is(readFileSync(`${root}/${file}`, "utf8")))
    .sort();

/** The files of journeys and faults that run on this, as paths from the root. */
export const filesOn = (ground: Ground): string[] => filesWhoseText((text) => groundOf(text) === ground);

/** The files on the stack that do more at a larger scale. */
export const filesThatScale = (): string[] =>
  filesWhoseText((text) => groundOf(text) === "on the stack" && uses(text, "scale"));
