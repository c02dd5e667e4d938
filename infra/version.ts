import { execFileSync } from "node:child_process";
import { readFileSync, realpathSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const manifest = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
  readonly version: string;
};

/** Where a build without git says what it was made of. */
const commitVariable = "ARCHIPELAGO_COMMIT";

/**
 * The commit that a folder holds.
 * @param environment `ARCHIPELAGO_COMMIT` there goes before git: a build server may have fetched the files alone
 * @returns its full hash, with `-dirty` where files were changed or added since; `unknown` where neither says it
 */
export function commitOf(folder: string, environment: Readonly<Record<string, string | undefined>>): string {
  const named = environment[commitVariable];
  if (named) return named;
  const git = (...args: readonly string[]): string =>
    execFileSync("git", ["-C", folder, ...args], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trimEnd();
  try {
    const [top = "", commit = ""] = git("rev-parse", "--show-toplevel", "HEAD").split("\n");
    // a copy that lies within somebody else's repository is of no commit of theirs
    if (realpathSync(top) !== realpathSync(folder)) return "unknown";
    return git("status", "--porcelain") === "" ? commit : `${commit}-dirty`;
  } catch {
    return "unknown"; // no git, or no repository
  }
}

/** The deployed version, which `GET /health` answers: that of package.json. */
export const version: string = manifest.version;

/** The commit that it was made of, which `GET /health` answers too. */
export const commit: string = commitOf(root, process.env);
