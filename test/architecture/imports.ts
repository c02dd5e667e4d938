import { posix } from "node:path";
import ts from "typescript";
import { eachNode, exists, type Source, sourceAt, textOf } from "./sources.ts";

/** One import or re-export. */
export type Import = {
  readonly from: string;
  readonly specifier: string;
  /** The file of this project that it names; `undefined` for packages and Node's own modules. */
  readonly target: string | undefined;
  /** Whether nothing of it is left at run time. */
  readonly typeOnly: boolean;
  readonly line: number;
};

const subpaths: Readonly<Record<string, string>> = JSON.parse(textOf("package.json")).imports;
/** `#functions/*` goes before `#*`, as Node has it. */
const mostSpecificFirst = Object.entries(subpaths).sort(([one], [other]) => other.length - one.length);

/** The file a specifier means, as Node resolves it with `imports` of package.json. */
function resolve(from: string, specifier: string): string | undefined {
  if (specifier.startsWith(".")) return posix.join(posix.dirname(from), specifier);
  const exact = subpaths[specifier];
  if (exact !== undefined) return posix.normalize(exact);
  for (const [pattern, path] of mostSpecificFirst) {
    const [head = "", tail] = pattern.split("*");
    if (tail === undefined || !specifier.startsWith(head)) continue;
    return posix.normalize(path.replace("*", specifier.slice(head.length)));
  }
  return undefined;
}

const known = new Map<string, readonly Import[]>();
/** All imports of a file: declarations, re-exports, `import()` and `import("…")` types. */
export function importsOf(source: Source): readonly Import[] {
  const earlier = known.get(source.path);
  if (earlier) return earlier;
  const found: Import[] = [];
  const add = (node: ts.Node, specifier: string, typeOnly: boolean): void => {
    const { line } = source.tree.getLineAndCharacterOfPosition(node.getStart(source.tree));
    const target = resolve(source.path, specifier);
    found.push({ from: source.path, specifier, target, typeOnly, line: line + 1 });
  };
  eachNode(source.tree, (node) => {
    if (ts.isImportDeclaration(node)) add(node, literal(node.moduleSpecifier), isTypeImport(node));
    else if (ts.isExportDeclaration(node) && node.moduleSpecifier)
      add(node, literal(node.moduleSpecifier), node.isTypeOnly);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node, node.arguments[0] ? literal(node.arguments[0]) : "", false);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
      add(node, literal(node.argument.literal), true);
  });
  known.set(source.path, found);
  return found;
}

const literal = (node: ts.Node): string => (ts.isStringLiteralLike(node) ? node.text : "");

/** `import { type A }` still loads its module: only `import type` leaves nothing behind. */
const isTypeImport = ({ importClause }: ts.ImportDeclaration): boolean =>
  importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;

/** What a file pulls in at run time, through all files between: each package or Node module with the way to it. */
export function reachedPackages(path: string): ReadonlyMap<string, readonly string[]> {
  const packages = new Map<string, readonly string[]>();
  const seen = new Set<string>();
  const walk = (at: string, way: readonly string[]): void => {
    const source = sourceAt(at);
    if (!source || seen.has(at)) return;
    seen.add(at);
    for (const { specifier, target, typeOnly } of importsOf(source)) {
      if (typeOnly) continue;
      if (target) walk(target, [...way, target]);
      else if (!packages.has(specifier)) packages.set(specifier, [...way, specifier]);
    }
  };
  walk(path, [path]);
  return packages;
}

/** Every file of ours that is loaded along with one, itself included. */
export function reachedFiles(file: string, seen = new Set<string>()): ReadonlySet<string> {
  const source = seen.has(file) ? undefined : sourceAt(file);
  seen.add(file);
  if (source) for (const { target, typeOnly } of importsOf(source)) if (target && !typeOnly) reachedFiles(target, seen);
  return seen;
}

/** Imports whose file does not exist: a rule that cannot resolve an import would not see it either. */
export const unresolved = (source: Source): readonly Import[] =>
  importsOf(source).filter(({ target }) => target !== undefined && !exists(target));
