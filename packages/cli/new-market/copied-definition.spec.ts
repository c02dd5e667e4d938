import { readFileSync } from "node:fs";
import ts from "typescript";
import { expect, test } from "vitest";
import { markets } from "#markets/directory";
import { copiedDefinition, decisions, withMarket } from "./copied-definition.ts";

const sourceOf = (code: string) =>
  readFileSync(new URL(`../../markets/definitions/${code}.ts`, import.meta.url), "utf8");

test.each(markets.map(({ code }) => code))("like %s: every value that a person must decide is marked, once", (code) => {
  const text = copiedDefinition(sourceOf(code), "xx");
  expect(text).toContain('code: "xx"');
  expect(text.match(/: undecided\(/g)).toHaveLength(decisions.length);
  expect(text).toContain('import { undecided } from "../undecided.ts";');
});

/** What a copy keeps without a mark. */
const theHousesOwn = ["code", "channels"];

test.each(markets)("like $code: nothing is taken over without a mark but the house's own", (market) => {
  const parts = Object.entries(market).flatMap(([name, value]) =>
    decisions.some((place) => place.startsWith(`${name}.`))
      ? Object.keys(value).map((part) => `${name}.${part}`)
      : [name],
  );
  expect([...decisions, ...theHousesOwn].sort()).toEqual(parts.sort());
});

/** The same text, every mark taken away. */
function decided(text: string): string {
  const tree = ts.createSourceFile("copied.ts", text, ts.ScriptTarget.Latest, true);
  const marks: { from: number; to: number; value: string }[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.getText(tree) === "undecided")
      marks.unshift({ from: node.getStart(tree), to: node.end, value: node.arguments[0]?.getText(tree) ?? "" });
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return marks
    .reduce((left, { from, to, value }) => left.slice(0, from) + value + left.slice(to), text)
    .replace('\nimport { undecided } from "../undecided.ts";', "");
}

test.each(markets.map(({ code }) => code))("like %s: without its marks, it is the other's", (code) => {
  const shorthand = /\b(\w+): \1,/g;
  const same = (text: string) => text.replaceAll(shorthand, "$1,");
  expect(same(decided(copiedDefinition(sourceOf(code), code)))).toBe(same(sourceOf(code)));
});

test("a definition that lacks something to decide is refused", () =>
  expect(() => copiedDefinition("export const market = { code: 'aa' };", "xx")).toThrow("has no name"));

test("what is no definition is refused", () =>
  expect(() => copiedDefinition("export const nothing = 1;", "xx")).toThrow("exports no market"));

test("the list gets one line, in its place, once", () => {
  const index =
    '/** All. */\nexport { market as br } from "./definitions/br.ts";\nexport { market as uk } from "./definitions/uk.ts";\n';
  const longer = withMarket(index, "ca");
  expect(longer.split("\n")[2]).toBe('export { market as ca } from "./definitions/ca.ts";');
  expect(withMarket(longer, "ca")).toBe(longer);
  expect(withMarket(index, "us").trimEnd().endsWith('"./definitions/us.ts";')).toBe(true);
});
