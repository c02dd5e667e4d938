import ts from "typescript";
import { expect, test } from "vitest";
import { formerNames } from "./former-names.ts";
import { eachNode, files, placeOf, type Source, sourceFrom, sources } from "./sources.ts";

const identifiersOf = ({ tree }: Source): ReadonlySet<string> => {
  const words = new Set<string>();
  eachNode(tree, (node) => {
    if (ts.isIdentifier(node)) words.add(node.text);
  });
  return words;
};
const wordsOf = new Map(sources.map((source) => [source.path, identifiersOf(source)]));
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

/** Words that say too little of a value: what was `told` is an event, a line, a lag; who `hears` is a consumer; and at a
 *  `desk` sits a service or an operator. */
const vague = /^(told|hears?|heard|desks?)$/;
/** `toldBy` → told, by. */
const wordsIn = (identifier: string): string[] =>
  identifier
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[ _$]+/);
const vagueIn = (source: Source): string[] =>
  [...identifiersOf(source)]
    .filter((identifier) => wordsIn(identifier).some((word) => vague.test(word)))
    .map((identifier) => `${source.path} says ${identifier}`);

test("no identifier says what was told, or who hears it", () => expect(sources.flatMap(vagueIn)).toEqual([]));

test.each(["const told = 1;", "function toldBy() {}", "const { heard } = bus;", "type OrderDesk = string;"])(
  "is seen to break with %s",
  (text) => expect(vagueIn(sourceFrom("packages/ordering/order.ts", text))).toHaveLength(1),
);

/** Former names that are words of everyday English, too. */
const everyday = new Set(["home", "take", "told", "place"]);
/** The former names of one noun that hold in a place, as people would say them: `Ledger` → ledger. */
const formerNounsIn = (path: string): string[] =>
  formerNames
    .filter(([within]) => path.startsWith(within))
    .flatMap(([, , identifiers]) => split(identifiers))
    .filter((name) => /^[A-Z][a-z]+$/.test(name))
    .map((name) => name.toLowerCase())
    .filter((noun) => !everyday.has(noun));

/** The titles of a file's tests that speak in former names. */
function formerTitlesIn(source: Source): string[] {
  const nouns = [...formerNounsIn(source.path), "desk"].map((noun) => new RegExp(`\\b${noun}s?\\b`, "i"));
  const found: string[] = [];
  eachNode(source.tree, (node) => {
    if (!ts.isCallExpression(node) || !/^(test|describe)\b/.test(node.expression.getText(source.tree))) return;
    const [title] = node.arguments;
    if (!title || !(ts.isStringLiteralLike(title) || ts.isTemplateExpression(title))) return;
    const text = title.getText(source.tree);
    if (nouns.some((noun) => noun.test(text))) found.push(`${placeOf(source, title)} ${text}`);
  });
  return found;
}

test("no test is named in words that the project gave up", () => expect(sources.flatMap(formerTitlesIn)).toEqual([]));

test("a test that is named so is seen", () => {
  const text = 'describe.each([1])("the ledger", () => {\n  test("of %s orders", () => {});\n});\n';
  expect(formerTitlesIn(sourceFrom("packages/payments/sandbox/sandbox.spec.ts", text))).toEqual([
    'packages/payments/sandbox/sandbox.spec.ts:1 "the ledger"',
  ]);
  expect(formerTitlesIn(sourceFrom("packages/kernel/money.spec.ts", text))).toEqual([]);
});
