import ts from "typescript";
import { eachNode, placeOf, type Source } from "./sources.ts";

/** A file that waits carries something out; one that does not decides. */
export const waits = ({ text }: Source): boolean => /\b(async|await|Promise)\b/.test(text);

const clockAndChance: Readonly<Record<string, string>> = {
  "Date.now": "time arrives as an argument",
  "performance.now": "time arrives as an argument",
  "Temporal.Now": "time arrives as an argument",
  "Math.random": "chance arrives as an argument",
  "crypto.randomUUID": "ids arrive as arguments",
  newId: "ids arrive as arguments",
  randomUUID: "ids arrive as arguments",
  randomBytes: "chance arrives as an argument",
  setTimeout: "a decision does not wait",
  fetch: "a decision reads nothing",
};

/** What even those who carry decisions out must be given; only an id or a pause they may take themselves. */
const allowedToShells = new Set(["newId", "setTimeout"]);

const isCalled = (node: ts.Node): boolean => ts.isCallExpression(node.parent) && node.parent.expression === node;

/** Where a file reads the clock, chance or the environment, which decisions must be given. */
export function impurities(source: Source): string[] {
  const found: string[] = [];
  eachNode(source.tree, (node) => {
    if (ts.isCallExpression(node)) {
      const called = node.expression.getText(source.tree);
      const why = waits(source) && allowedToShells.has(called) ? undefined : clockAndChance[called];
      if (why) found.push(`${placeOf(source, node)} calls ${called}: ${why}`);
    }
    if (ts.isNewExpression(node) && node.expression.getText(source.tree) === "Date" && !node.arguments?.length)
      found.push(`${placeOf(source, node)} reads the clock with new Date(): time arrives as an argument`);
    if (ts.isPropertyAccessExpression(node) && !isCalled(node)) {
      const named = node.getText(source.tree);
      if (named === "process.env") found.push(`${placeOf(source, node)} reads process.env: values arrive as arguments`);
      else if (clockAndChance[named]) found.push(`${placeOf(source, node)} uses ${named}: ${clockAndChance[named]}`);
    }
  });
  return found;
}
