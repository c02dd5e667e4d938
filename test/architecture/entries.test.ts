import ts from "typescript";
import { describe, expect, test } from "vitest";
import { eachNode, isEntry, placeOf, type Source, sourceFrom, sources } from "./sources.ts";

const choices: Readonly<Partial<Record<ts.SyntaxKind, string>>> = {
  [ts.SyntaxKind.IfStatement]: "an if",
  [ts.SyntaxKind.SwitchStatement]: "a switch",
  [ts.SyntaxKind.ConditionalExpression]: "a ?:",
  [ts.SyntaxKind.ForStatement]: "a loop",
  [ts.SyntaxKind.ForOfStatement]: "a loop",
  [ts.SyntaxKind.ForInStatement]: "a loop",
  [ts.SyntaxKind.WhileStatement]: "a loop",
  [ts.SyntaxKind.DoStatement]: "a loop",
};

/** Where a file chooses or repeats. */
function choicesIn(source: Source): string[] {
  const found: string[] = [];
  eachNode(source.tree, (node) => {
    const choice = choices[node.kind];
    if (choice) found.push(`${placeOf(source, node)} has ${choice}: it belongs into the domain's package`);
  });
  return found;
}

describe("what starts a function", () => {
  test("chooses nothing: no if, no switch, no ?:, no loop", () => {
    const entries = sources.filter(({ path }) => isEntry(path));
    expect(entries.length).toBeGreaterThan(30);
    expect(entries.flatMap(choicesIn)).toEqual([]);
  });

  test.each([
    ["an if", "if (late) throw new Error();"],
    ["a switch", "switch (kind) { default: }"],
    ["a ?:", "const ports = late ? one : other;"],
    ["a loop", "for (const one of all) send(one);"],
    ["a loop", "for (const name in all) send(name);"],
    ["a loop", "for (;;) send();"],
    ["a loop", "while (true) send();"],
    ["a loop", "do send(); while (true);"],
  ])("is seen to break with %s: %s", (choice, text) => {
    const inside = `export const handler = eventFunction(pay, () => {\n  ${text}\n  return {};\n});\n`;
    expect(choicesIn(sourceFrom("functions/payments/pay.event.ts", inside))).toEqual([
      `functions/payments/pay.event.ts:2 has ${choice}: it belongs into the domain's package`,
    ]);
  });
});
