import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { marketByCode, markets } from "#markets/directory";
import { run } from "../local-cloud/command.ts";
import { nodeFolder, root } from "../local-cloud/places.ts";
import { CommandError } from "../terminal/outcome.ts";
import { copiedDefinition, type DefinitionFolder, decisions, withMarket } from "./copied-definition.ts";

/** What was written, from the root, and the places in it that a person has to decide. */
export type Opening = {
  readonly folder: string;
  readonly list: string;
  readonly undecided: readonly string[];
};

const definitions = "packages/markets/definitions";
const list = "packages/markets/index.ts";

/**
 * Writes the definition of a new market, a folder, and its line in the list of markets.
 * @throws CommandError when there is such a market, none like the other, or the code can be no market's
 */
export async function openMarket(code: string, like: string): Promise<Opening> {
  if (!/^[a-z]{2,8}$/.test(code) || code === "central")
    throw new CommandError(`${code} can be no market's code: two to eight lower-case letters, and not central`);
  if (!marketByCode(like))
    throw new CommandError(`there is no market ${like}; there are ${markets.map((market) => market.code).join(", ")}`);
  const folder = `${definitions}/${code}`;
  if (marketByCode(code) || existsSync(join(root, folder))) throw new CommandError(`there is a market ${code} already`);
  const copied = copiedDefinition(await readFolder(join(root, definitions, like)), code);
  await mkdir(join(root, folder));
  for (const [file, text] of Object.entries(copied)) await writeFile(join(root, folder, file), text, { flag: "wx" });
  await writeFile(join(root, list), withMarket(await readFile(join(root, list), "utf8"), code));
  // marks make lines longer than the house likes them
  await run(join(nodeFolder, "biome"), ["format", "--write", folder], { cwd: root, env: process.env });
  return { folder, list, undecided: decisions };
}

async function readFolder(folder: string): Promise<DefinitionFolder> {
  const files = await readdir(folder);
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), "utf8")));
  return Object.fromEntries(files.map((file, index) => [file, texts[index] ?? ""]));
}
