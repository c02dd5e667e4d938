import { describe, expect, test } from "vitest";
import { startedFunctions } from "#test/contracts/function-starts";
import { allContracts } from "#test/support/manifests";
import { importsOf, reachedFiles } from "./imports.ts";
import { sourceAt, textOf } from "./sources.ts";

type Step = { readonly file: string; readonly name: string; readonly by: string };

/** The rows of the table in packages/README.md: `| step | [file](link) | export | what happens | goes on by |`. */
const steps: readonly Step[] = textOf("packages/README.md")
  .split("\n")
  .flatMap((line) => {
    const [, file, name, by] = /^\| \d+ +\| \[`([^`]+)`\]\S+ +\| `(\w+)` +\|[^|]+\| (.*?) *\|$/.exec(line) ?? [];
    return file && name ? [{ file, name, by: (by ?? "").replaceAll("`", "") }] : [];
  });
const hops = steps.slice(1).map((next, at) => ({ from: steps[at] as Step, next, start: startOf(at) }));

/** The function in which a step runs: the last entry at or before it. */
function startOf(at: number): string {
  const [entry] = steps
    .slice(0, at + 1)
    .filter(({ file }) => file.startsWith("functions/"))
    .slice(-1);
  return entry?.file ?? "";
}

const contracts = await allContracts();
/** `archipelago.ordering.placed.v2` is kept in `packages/ordering/contracts/placed.v2.ts`. */
const fileOf = (type: string): string => type.replace(/^archipelago\.([a-z]+)\.(.+)$/, "packages/$1/contracts/$2.ts");
const listeners = (await startedFunctions()).flatMap(({ file, start }) =>
  start.by === "events" || start.by === "crossing" ? start.types.map((type) => `${type} ${file}`) : [],
);

/** @returns what is wrong with a hop; `undefined` when it is as the table says */
function wrongWith({ from, next, start }: (typeof hops)[number]): string | undefined {
  if (from.by === "call") {
    const source = sourceAt(from.file);
    const called = source && importsOf(source).some(({ target }) => target === next.file);
    return called ? undefined : `${from.file} does not import ${next.file}`;
  }
  if (from.by === "clock")
    return next.file.endsWith(".schedule.ts") ? undefined : `${next.file} is started by no clock`;
  if (from.by === "request") return next.file.endsWith(".http.ts") ? undefined : `${next.file} answers no request`;
  if (!contracts.some(({ type }) => type === from.by)) return `${from.by} is no contract`;
  if (!reachedFiles(start).has(fileOf(from.by))) return `${start} does not publish ${from.by}`;
  return listeners.includes(`${from.by} ${next.file}`) ? undefined : `${next.file} does not hear ${from.by}`;
}

describe("the way of one order in packages/README.md", () => {
  test("has at most 14 steps, each another file", () => {
    expect(steps.length).toBeGreaterThan(10);
    expect(steps.length).toBeLessThanOrEqual(14);
    expect(new Set(steps.map(({ file }) => file)).size).toBe(steps.length);
  });

  test.each(steps)("$file exports $name", ({ file, name }) => {
    expect(sourceAt(file)?.tree.text).toMatch(new RegExp(`^export (const|(async )?function) ${name}\\b`, "m"));
  });

  test.each(hops)("from $from.file by $from.by to $next.file", (hop) => expect(wrongWith(hop)).toBeUndefined());

  test("is seen to break where a hop is not there", () => {
    const [first, second] = hops;
    if (!first || !second) throw new Error("there is no way");
    expect(wrongWith({ ...first, next: second.next })).toContain("does not import");
    expect(wrongWith({ ...first, from: { ...first.from, by: "archipelago.ordering.placed.v2" } })).toContain(
      "does not hear",
    );
    expect(wrongWith({ ...first, from: { ...first.from, by: "archipelago.ordering.lapsed.v9" } })).toContain(
      "is no contract",
    );
  });
});
