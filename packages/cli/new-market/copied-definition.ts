import ts from "typescript";

/** What no market can take over from another: each is for a person to decide. Beside its code only the channels are left,
 *  which are the house's own and stay as they are until somebody changes them. */
export const decisions: readonly string[] = [
  "address",
  "autonomy",
  "carriers",
  "categories",
  "countries",
  "currency",
  "delivery.zones",
  "delivery.defaultZone",
  "delivery.zoneResolution",
  "delivery.distance",
  "delivery.parcelCosts",
  "duty",
  "fees",
  "holidays",
  "locale",
  "name",
  "nodes",
  "orderLimits",
  "payments.methods",
  "payout",
  "phonePrefix",
  "privacy",
  "region",
  "reporting",
  "returns",
  "tax",
  "taxIds",
  "time",
];

/** A market's folder: the source of each file, by the file's name. */
export type DefinitionFolder = Readonly<Record<string, string>>;

type Edit = { readonly from: number; readonly to: number; readonly text: string };

/**
 * Makes a new market's definition of another's sources: with its own code, and a mark on every value that a person must
 * decide.
 * @throws Error when the sources are no definition as the others are, or lack one of those values
 */
export function copiedDefinition(folder: DefinitionFolder, code: string): DefinitionFolder {
  const open = new Set(["code", ...decisions]);
  const copied = Object.entries(folder).map(([file, source]) => [file, copiedSlice(source, code, open)]);
  if (open.size > 0) throw new Error(`the definition has no ${[...open].join(", ")}`);
  return Object.fromEntries(copied);
}

/** @param open the places that were not found yet; those that this source has are taken out */
function copiedSlice(source: string, code: string, open: Set<string>): string {
  const tree = ts.createSourceFile("slice.ts", source, ts.ScriptTarget.Latest, true);
  const edits: Edit[] = [];
  for (const { name, initializer } of exportedIn(tree)) {
    if (name === "code") edits.push({ ...spanOf(initializer), text: JSON.stringify(code) });
    const marks = decisions.filter((place) => place.split(".")[0] === name);
    edits.push(...marks.map((place) => marked(find(initializer, place.split(".").slice(1), place))));
    for (const place of [name, ...marks]) open.delete(place);
  }
  return edited(source, edits.some(({ text }) => text.includes("undecided(")) ? [markImport(tree), ...edits] : edits);
}

const edited = (source: string, edits: readonly Edit[]): string =>
  edits
    .toSorted((left, right) => right.from - left.from)
    .reduce((text, edit) => text.slice(0, edit.from) + edit.text + text.slice(edit.to), source);

/** The constants that a slice exports. */
function exportedIn(tree: ts.SourceFile): readonly { readonly name: string; readonly initializer: ts.Expression }[] {
  return tree.statements.flatMap((statement) => {
    if (!ts.isVariableStatement(statement)) return [];
    if (!statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) return [];
    return statement.declarationList.declarations.flatMap(({ name, initializer }) =>
      initializer ? [{ name: name.getText(tree), initializer }] : [],
    );
  });
}

/** Every slice imports the type of its value; the mark comes after it. */
function markImport(tree: ts.SourceFile): Edit {
  const type = tree.statements.find(
    (statement) => ts.isImportDeclaration(statement) && statement.moduleSpecifier.getText(tree) === '"../../schema.ts"',
  );
  if (!type) throw new Error("a slice of the definition does not say what it is a value of");
  return { from: type.end, to: type.end, text: '\nimport { undecided } from "../../undecided.ts";' };
}

function find(value: ts.Expression, [name, ...rest]: readonly string[], place: string): ts.Node {
  if (name === undefined) return value;
  if (!ts.isObjectLiteralExpression(value)) throw new Error(`the definition's ${place} is no plain value`);
  const found = value.properties.find((property) => property.name?.getText() === name);
  if (found && ts.isPropertyAssignment(found)) return find(found.initializer, rest, place);
  if (found && ts.isShorthandPropertyAssignment(found)) return found;
  throw new Error(`the definition has no ${place}`);
}

function marked(value: ts.Node): Edit {
  const text = value.getText();
  const whole = ts.isShorthandPropertyAssignment(value) ? `${text}: undecided(${text})` : `undecided(${text})`;
  return { ...spanOf(value), text: whole };
}

const spanOf = (node: ts.Node): Omit<Edit, "text"> => ({ from: node.getStart(), to: node.end });

/** The list of markets with one more line, in its place. */
export function withMarket(index: string, code: string): string {
  const line = `export * as ${code} from "./definitions/${code}/index.ts";`;
  const lines = index.trimEnd().split("\n");
  if (lines.includes(line)) return index;
  const before = lines.findIndex((each) => each.startsWith("export *") && each > line);
  lines.splice(before < 0 ? lines.length : before, 0, line);
  return `${lines.join("\n")}\n`;
}
