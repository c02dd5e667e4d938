import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

export const root = join(dirname(fileURLToPath(import.meta.url)), "../..");
const houses = ["infra", "functions", "packages", "test"];
const builtThings = new Set(["node_modules", "cdk.out", ".git", ".archipelago", "coverage"]);

/** One TypeScript file, its path from the root with forward slashes, and its syntax tree. */
export type Source = { readonly path: string; readonly text: string; readonly tree: ts.SourceFile };

/** Every file of the project, as a path from the root: what is built or installed apart. */
export const files: readonly string[] = walk("");

function walk(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (builtThings.has(entry.name)) return [];
    const path = posix.join(folder, entry.name);
    return entry.isDirectory() ? walk(path) : [path];
  });
}

export const textOf = (path: string): string => readFileSync(join(root, path), "utf8");
export const exists = (path: string): boolean => existsSync(join(root, path));

/** A source as if it stood at a path. */
export function sourceFrom(path: string, text: string): Source {
  return { path, text, tree: ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true) };
}

/** Every TypeScript source of the four houses. */
export const sources: readonly Source[] = files
  .filter((path) => path.endsWith(".ts") && houses.includes(path.split("/")[0] ?? ""))
  .map((path) => sourceFrom(path, textOf(path)));
const byPath = new Map(sources.map((source) => [source.path, source]));
export const sourceAt = (path: string): Source | undefined => byPath.get(path);

export const isSpec = (path: string): boolean => /(\.spec|\/spec-[a-z-]+)\.ts$/.test(path) || path.startsWith("test/");
export const isEntry = (path: string): boolean =>
  /^functions\/[^/]+\/[^/]+\.(http|event|stream|schedule)\.ts$/.test(path);
export const isManifest = (path: string): boolean => /^functions\/[^/]+\/manifest\.ts$/.test(path);
export const isTable = (path: string): boolean => /^packages\/[^/]+\/(.+\/)?table\.ts$/.test(path);
export const isContract = (path: string): boolean =>
  /^packages\/[^/]+\/contracts\/[^/]+\.ts$/.test(path) && !isSpec(path);

/** `file:line` of a node, as editors and terminals understand it. */
export function placeOf(source: Source, node: ts.Node): string {
  const { line } = source.tree.getLineAndCharacterOfPosition(node.getStart(source.tree));
  return `${source.path}:${line + 1}`;
}

/** Calls `visit` on every node of a tree, parents first. */
export function eachNode(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => eachNode(child, visit));
}
