import { readdirSync, readFileSync } from "node:fs";
import ts from "typescript";
import { expect, test } from "vitest";
import { markets } from "#markets/directory";
import { copiedDefinition, type DefinitionFolder, decisions, withMarket } from "./copied-definition.ts";

function folderOf(code: string): DefinitionFolder {
  const folder = new URL(`../../markets/definitions/${code}/`, import.meta.url);
  return Object.fromEntries(readdirSync(folder).map((file) => [file, readFileSync(new URL(file, folder), "utf8")]));
}
const importOfMark = '\nimport { undecided } from "../../undecided.ts";';

test.each(markets.map(({ code }) => code))("like %s: every value that a person must decide is marked, once", (code) => {
  const copied = copiedDefinition(folderOf(code), "xx");
  expect(copied["identity.ts"]).toContain('code: MarketDefinition["code"] = "xx"');
  expect(
    Object.values(copied)
      .join("")
      .match(/[:=] undecided\(/g),
  ).toHaveLength(decisions.length);
  for (const text of Object.values(copied)) expect(text.includes(importOfMark)).toBe(/[:=] undecided\(/.test(text));
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
    .replace(importOfMark, "");
}

test.each(markets.map(({ code }) => code))("like %s: without its marks, it is the other's", (code) => {
  const shorthand = /\b(\w+): \1,/g;
  const each = (folder: DefinitionFolder, change: (text: string) => string) =>
    Object.fromEntries(Object.entries(folder).map(([file, text]) => [file, change(text).replaceAll(shorthand, "$1,")]));
  const other = folderOf(code);
  expect(each(copiedDefinition(other, code), decided)).toEqual(each(other, (text) => text));
});

test("a definition that lacks something to decide is refused, by its name", () => {
  const { "tax.ts": _, ...rest } = folderOf("us");
  expect(() => copiedDefinition(rest, "xx")).toThrow(/has no tax$/);
});

test("a value that is computed where its parts have to be decided is refused", () => {
  const payments = 'import type { MarketDefinition } from "../../schema.ts";\nexport const payments = all();\n';
  expect(() => copiedDefinition({ ...folderOf("us"), "payments.ts": payments }, "xx")).toThrow("no plain value");
});

test("what is no definition is refused", () =>
  expect(() => copiedDefinition({ "index.ts": "export const nothing = 1;" }, "xx")).toThrow("has no code, address"));

test("the list gets one line, in its place, once", () => {
  const index =
    '/** All. */\nexport * as br from "./definitions/br/index.ts";\nexport * as uk from "./definitions/uk/index.ts";\n';
  const longer = withMarket(index, "ca");
  expect(longer.split("\n")[2]).toBe('export * as ca from "./definitions/ca/index.ts";');
  expect(withMarket(longer, "ca")).toBe(longer);
  expect(withMarket(index, "us").trimEnd().endsWith('"./definitions/us/index.ts";')).toBe(true);
});
