import ts from "typescript";
import { expect, test } from "vitest";
import { eachNode, isSpec, placeOf, type Source, sources } from "./sources.ts";

/** One call that declares a word: where it stands, the constant it becomes, and its literal arguments. */
type Declaration = {
  readonly place: string;
  readonly path: string;
  readonly constant: string | undefined;
  readonly word: string;
  readonly more: readonly string[];
};

const declarationsIn = (source: Source, declare: string): Declaration[] => {
  const found: Declaration[] = [];
  eachNode(source.tree, (node) => {
    if (!ts.isCallExpression(node) || node.expression.getText(source.tree) !== declare) return;
    const [word, ...more] = node.arguments.map((argument) =>
      ts.isLiteralExpression(argument) ? argument.text : argument.getText(source.tree),
    );
    const constant = ts.isVariableDeclaration(node.parent) ? node.parent.name.getText(source.tree) : undefined;
    found.push({ place: placeOf(source, node), path: source.path, constant, word: word ?? "", more });
  });
  return found;
};

const declared = (declare: string): readonly Declaration[] =>
  sources.filter(({ path }) => !isSpec(path)).flatMap((source) => declarationsIn(source, declare));
const problems = declared("problemCode");
const kindsOfIds = declared("idKind");

test.each([
  ["problem code", problems, 20],
  ["kind of ids", kindsOfIds, 4],
] as const)("a %s has one owner", (_, declarations, known) => {
  expect(declarations.length).toBeGreaterThanOrEqual(known);
  const owners = Map.groupBy(declarations, ({ word }) => word);
  const several = [...owners].filter(([, all]) => all.length > 1);
  expect(several.map(([word, all]) => `${word}: ${all.map(({ place }) => place).join(" and ")}`)).toEqual([]);
});

test.each([
  ["problem codes", problems, /^packages\/(platform\/problem|[a-z-]+\/contracts\/problems)\.ts$/],
  ["kinds of ids", kindsOfIds, /^packages\/(kernel\/event|[a-z-]+\/contracts\/ids)\.ts$/],
] as const)("%s are declared in their owner's contracts, or by the foundations", (_, declarations, home) => {
  const elsewhere = declarations.filter(({ path, constant }) => !home.test(path) || constant === undefined);
  expect(elsewhere.map(({ place }) => place)).toEqual([]);
});

test("a problem is the client's, its status says so, and its constant is called like its code", () => {
  const wrong = problems.filter(
    ({ word, constant, more: [status] }) =>
      !/^[a-z]+(-[a-z]+)*$/.test(word) ||
      constant !== word.replace(/-./g, (letter) => letter.slice(1).toUpperCase()) ||
      !/^4\d\d$/.test(status ?? ""),
  );
  expect(wrong.map(({ place, constant, word, more }) => `${place}: ${constant} = ${word}, ${more.join()}`)).toEqual([]);
});

test("the prefix of an id is three letters", () =>
  expect(kindsOfIds.filter(({ word }) => !/^[a-z]{3}$/.test(word)).map(({ place }) => place)).toEqual([]));
