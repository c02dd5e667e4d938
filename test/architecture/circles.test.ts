import { expect, test } from "vitest";
import { importsOf } from "./imports.ts";
import { sources } from "./sources.ts";

/** The groups of names that can all be reached from each other: Tarjan's strongly connected components. */
function circlesIn(targetsOf: ReadonlyMap<string, readonly string[]>): string[][] {
  const circles: string[][] = [];
  const index = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const visit = (name: string): void => {
    index.set(name, index.size);
    lowest.set(name, index.get(name) ?? 0);
    open.push(name);
    for (const target of targetsOf.get(name) ?? []) {
      if (!index.has(target)) visit(target);
      if (open.includes(target))
        lowest.set(name, Math.min(lowest.get(name) ?? 0, lowest.get(target) ?? 0, index.get(target) ?? 0));
    }
    if (lowest.get(name) !== index.get(name)) return;
    const circle = open.splice(open.indexOf(name));
    if (circle.length > 1 || targetsOf.get(name)?.includes(name)) circles.push(circle.sort());
  };
  for (const name of targetsOf.keys()) if (!index.has(name)) visit(name);
  return circles;
}

test("no file knows itself through others, types included", () => {
  const known = new Map(
    sources.map((source) => [source.path, importsOf(source).flatMap(({ target }) => target ?? [])] as const),
  );
  expect(circlesIn(known).map((circle) => circle.join(" ↔ "))).toEqual([]);
});

test("the law sees circles of any length, and none in what only shares a file", () => {
  const graph = (edges: Readonly<Record<string, string>>) =>
    new Map(Object.entries(edges).map(([from, to]) => [from, to.split("")] as const));
  expect(circlesIn(graph({ a: "bc", b: "d", c: "d", d: "" }))).toEqual([]);
  expect(circlesIn(graph({ a: "b", b: "c", c: "a", d: "a", e: "e" }))).toEqual([["a", "b", "c"], ["e"]]);
});
