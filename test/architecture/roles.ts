import ts from "typescript";
import { standing } from "./house.ts";
import { isSpec, placeOf, type Source, sources } from "./sources.ts";

/** The files of domains, apart from specs and from what only tests use. */
export const domainFiles: readonly Source[] = sources.filter(
  ({ path }) => standing(path).layer === "domain" && !isSpec(path) && !path.includes("/testing/"),
);

/** A file's name without folder and ending: `cancel-order`. */
export const nameOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1).replace(/\.ts$/, "");
export const camel = (name: string): string => name.replace(/-./g, (letter) => letter.slice(1).toUpperCase());

/** One function that a file exports, whether declared or kept in a constant. */
export type ExportedFunction = {
  readonly name: string;
  readonly place: string;
  /** The type it says it returns; empty when it leaves that to the compiler. */
  readonly returns: string;
  readonly waits: boolean;
  readonly body: string;
};

/** The functions that a file exports. */
export function exportedFunctions(source: Source): ExportedFunction[] {
  const { tree } = source;
  const isExported = (node: ts.Statement): boolean =>
    ts.canHaveModifiers(node) && (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
  const made = (name: string, node: ts.FunctionDeclaration | ts.ArrowFunction): ExportedFunction => ({
    name,
    place: placeOf(source, node),
    returns: node.type?.getText(tree) ?? "",
    waits: (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword),
    body: node.body?.getText(tree) ?? "",
  });
  return tree.statements.filter(isExported).flatMap((node) => {
    if (ts.isFunctionDeclaration(node) && node.name) return [made(node.name.text, node)];
    if (!ts.isVariableStatement(node)) return [];
    return node.declarationList.declarations.flatMap(({ name, initializer }) =>
      initializer && ts.isArrowFunction(initializer) ? [made(name.getText(tree), initializer)] : [],
    );
  });
}

/** Whether a function decides: it returns a `Decision`, or makes one. */
export const decides = ({ returns, body }: ExportedFunction): boolean =>
  /^\w*(Decision|Accepted|Rejected)\b/.test(returns) || /\b(accept|reject)\(/.test(body);

/** What use cases do: the first words of their files. */
const verbs: ReadonlySet<string> = new Set(
  (
    "acknowledge advance allocate announce approve begin cancel carry change decide deliver discard dispatch enter erase " +
    "evaluate export find finish keep lapse list load place plan poll put read receive reconcile record release " +
    "resend reserve resplit resume run send show store validate withdraw write"
  ).split(" "),
);
const isUseCase = (source: Source): boolean => {
  const [verb = "", ...noun] = nameOf(source.path).split("-");
  if (!verbs.has(verb) || noun.length === 0 || /-(items|writes|reads)\.ts$/.test(source.path)) return false;
  return exportedFunctions(source).some(({ waits, returns }) => waits || returns.startsWith("Promise<"));
};

/** Use cases whose file exports no function of its own name. */
export const misnamedUseCases = (among: readonly Source[]): string[] =>
  among.filter(isUseCase).flatMap((source) => {
    const names = exportedFunctions(source).map(({ name }) => name);
    const own = camel(nameOf(source.path));
    return names.includes(own) ? [] : [`${source.path} exports ${names.join(", ")} and no ${own}`];
  });
