import ts from "typescript";
import { expect, test } from "vitest";
import { formerNames } from "./former-names.ts";
import { eachNode, files, sources } from "./sources.ts";

const wordsOf = new Map(
  sources.map(({ path, tree }) => {
    const words = new Set<string>();
    eachNode(tree, (node) => {
      if (ts.isIdentifier(node)) words.add(node.text);
    });
    return [path, words];
  }),
);
const split = (names: string): string[] => names.split(" ").filter((name) => name !== "");

test.each(formerNames)("in %s nothing is called “%s%s” any more: it is %s", (within, endings, identifiers, now) => {
  const named = files.filter((path) => path.startsWith(within) && split(endings).some((end) => path.endsWith(end)));
  const spoken = [...wordsOf]
    .filter(([path]) => path.startsWith(within))
    .flatMap(([path, words]) => split(identifiers).flatMap((word) => (words.has(word) ? `${path} says ${word}` : [])));
  expect([...named, ...spoken], `it is called ${now}`).toEqual([]);
});

test("what is listed as a former name stands in a folder that exists", () =>
  expect(
    formerNames.filter(([within]) => !files.some((path) => path.startsWith(within))).map(([within]) => within),
  ).toEqual([]));
