import ts from "typescript";

/** What no market can take over from another: each is for a person to decide. Beside its code only the channels are left,
 *  which are the house's own and stay as they are until somebody changes them. */
export const decisions: readonly string[] = [
  "name",
  "region",
  "countries",
  "locale",
  "currency",
  "time",
  "holidays",
  "address",
  "taxIds",
  "phonePrefix",
  "categories",
  "orders",
  "payments.methods",
  "fulfillment.nodes",
  "fulfillment.zones",
  "fulfillment.defaultZone",
  "fulfillment.zoneResolution",
  "fulfillment.distance",
  "fulfillment.parcelCosts",
  "fulfillment.carriers",
  "tax",
  "duty",
  "fees",
  "payout",
  "returns",
  "privacy",
  "reporting",
  "autonomy",
];

type Edit = { readonly from: number; readonly to: number; readonly text: string };

/**
 * Makes a new market's definition of another's source: with its own code, and a mark on every value that a person must
 * decide.
 * @throws Error when the source is no definition as the others are, or lacks one of those values
 */
export function copiedDefinition(source: string, code: string): string {
  const tree = ts.createSourceFile("definition.ts", source, ts.ScriptTarget.Latest, true);
  const market = marketIn(tree);
  const edits = decisions.map((place) => marked(find(market, place.split(".")), tree));
  const own = find(market, ["code"]);
  if (!ts.isPropertyAssignment(own)) throw new Error("the definition's code is no plain text");
  edits.push({ from: own.initializer.getStart(tree), to: own.initializer.end, text: JSON.stringify(code) });
  const last = tree.statements.findLast(ts.isImportDeclaration);
  edits.push({ from: last?.end ?? 0, to: last?.end ?? 0, text: '\nimport { undecided } from "../undecided.ts";' });
  return edits
    .toSorted((left, right) => right.from - left.from)
    .reduce((text, edit) => text.slice(0, edit.from) + edit.text + text.slice(edit.to), source);
}

function marketIn(tree: ts.SourceFile): ts.ObjectLiteralExpression {
  for (const statement of tree.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    for (const { name, initializer } of statement.declarationList.declarations)
      if (name.getText(tree) === "market" && initializer && ts.isObjectLiteralExpression(initializer))
        return initializer;
  }
  throw new Error("the definition exports no market");
}

function find(
  object: ts.ObjectLiteralExpression,
  [name = "", ...rest]: readonly string[],
): ts.PropertyAssignment | ts.ShorthandPropertyAssignment {
  const found = object.properties.find((property) => property.name?.getText() === name);
  if (!found || !(ts.isPropertyAssignment(found) || ts.isShorthandPropertyAssignment(found)))
    throw new Error(`the definition has no ${name}`);
  if (rest.length === 0) return found;
  if (!ts.isPropertyAssignment(found) || !ts.isObjectLiteralExpression(found.initializer))
    throw new Error(`the definition's ${name} is no plain value`);
  return find(found.initializer, rest);
}

function marked(property: ts.PropertyAssignment | ts.ShorthandPropertyAssignment, tree: ts.SourceFile): Edit {
  if (ts.isShorthandPropertyAssignment(property)) {
    const name = property.name.getText(tree);
    return { from: property.getStart(tree), to: property.end, text: `${name}: undecided(${name})` };
  }
  const { initializer } = property;
  const [from, to] = [initializer.getStart(tree), initializer.end];
  return { from, to, text: `undecided(${tree.text.slice(from, to)})` };
}

/** The list of markets with one more line, in its place. */
export function withMarket(index: string, code: string): string {
  const line = `export { market as ${code} } from "./definitions/${code}.ts";`;
  const lines = index.trimEnd().split("\n");
  if (lines.includes(line)) return index;
  const before = lines.findIndex((each) => each.startsWith("export {") && each > line);
  lines.splice(before < 0 ? lines.length : before, 0, line);
  return `${lines.join("\n")}\n`;
}
