import { join } from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { isSpec, root, type Source, sources } from "./sources.ts";

type Table = Readonly<Record<string, readonly string[]>>;

/** The names of the tables that a file declares to satisfy `Transitions`. */
function tablesIn({ tree }: Source): string[] {
  return tree.statements.flatMap((statement) =>
    ts.isVariableStatement(statement)
      ? statement.declarationList.declarations.flatMap(({ name, initializer, type }) => {
          const named = type ?? (initializer && ts.isSatisfiesExpression(initializer) ? initializer.type : undefined);
          return named?.getText(tree).startsWith("Transitions<") ? [name.getText(tree)] : [];
        })
      : [],
  );
}

const declared = sources
  .filter(({ path }) => !isSpec(path))
  .flatMap((source) => tablesIn(source).map((name) => ({ path: source.path, name })));

function reachable(table: Table): Set<string> {
  const reached = new Set(Object.keys(table).slice(0, 1));
  for (const state of reached) for (const next of table[state] ?? []) reached.add(next);
  return reached;
}

describe("every table of transitions", () => {
  test("is found", () => expect(declared.length).toBeGreaterThanOrEqual(4));

  test.each(declared)(
    "$path $name names known states, and each can be reached from its first",
    async ({ path, name }) => {
      const table = ((await import(/* @vite-ignore */ join(root, path))) as Record<string, Table>)[name];
      if (!table) throw new Error(`${path} must export ${name}: what may follow what is no secret`);
      const states = Object.keys(table);
      const unknown = Object.entries(table).flatMap(([from, targets]) =>
        targets.filter((to) => !states.includes(to)).map((to) => `${from} → ${to}`),
      );
      expect({ unknown, unreachable: states.filter((state) => !reachable(table).has(state)) }).toEqual({
        unknown: [],
        unreachable: [],
      });
    },
  );
});
