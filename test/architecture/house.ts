import { files } from "./sources.ts";

/** The folders of `packages` that are no domain: what domains stand on, and what people hold in their hands. */
const foundations = ["kernel", "markets", "platform"] as const;
const surfaces = ["cli", "control-room"] as const;

const foldersOf = (house: string): string[] => [
  ...new Set(
    files.flatMap((path) => (path.startsWith(`${house}/`) && path.split("/")[2] ? [path.split("/")[1] ?? ""] : [])),
  ),
];

const packageFolders: readonly string[] = foldersOf("packages").sort();
export const functionFolders: readonly string[] = foldersOf("functions").sort();
/** The domains, each one word. */
export const domains: readonly string[] = packageFolders.filter(
  (name) => !([...foundations, ...surfaces] as string[]).includes(name),
);

/** Where a file stands in the one direction that imports may point. */
export type Layer =
  | "test"
  | "infra"
  | "cli"
  | "control-room"
  | "functions"
  | "domain"
  | "platform"
  | "markets"
  | "kernel";

/** The layer of a file, and the word of its folder. */
export function standing(path: string): { readonly layer: Layer | undefined; readonly word: string } {
  const [house, word = ""] = path.split("/");
  if (house === "packages") {
    const special = [...foundations, ...surfaces].find((name) => name === word);
    return { layer: special ?? "domain", word };
  }
  if (house === "infra" || house === "functions" || house === "test") return { layer: house, word };
  return { layer: undefined, word: "" };
}
