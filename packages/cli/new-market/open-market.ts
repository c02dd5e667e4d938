import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { marketByCode, markets } from "#markets/directory";
import { run } from "../local-cloud/command.ts";
import { nodeFolder, root } from "../local-cloud/places.ts";
import { CommandError } from "../terminal/outcome.ts";
import { copiedDefinition, decisions, withMarket } from "./copied-definition.ts";

/** What was written, from the root, and the places in it that a person has to decide. */
export type Opening = { readonly files: readonly string[]; readonly undecided: readonly string[] };

/**
 * Writes the definition of a new market and its line in the list of markets.
 * @throws CommandError when there is such a market, none like the other, or the code can be no market's
 */
export async function openMarket(code: string, like: string): Promise<Opening> {
  if (!/^[a-z]{2,8}$/.test(code) || code === "central")
    throw new CommandError(`${code} can be no market's code: two to eight lower-case letters, and not central`);
  if (!marketByCode(like))
    throw new CommandError(`there is no market ${like}; there are ${markets.map((market) => market.code).join(", ")}`);
  const [definition, index] = [`packages/markets/definitions/${code}.ts`, "packages/markets/index.ts"];
  if (marketByCode(code) || existsSync(join(root, definition)))
    throw new CommandError(`there is a market ${code} already`);
  const source = await readFile(join(root, `packages/markets/definitions/${like}.ts`), "utf8");
  await writeFile(join(root, definition), copiedDefinition(source, code), { flag: "wx" });
  await writeFile(join(root, index), withMarket(await readFile(join(root, index), "utf8"), code));
  // marks make lines longer than the house likes them
  await run(join(nodeFolder, "biome"), ["format", "--write", definition], { cwd: root, env: process.env });
  return { files: [definition, index], undecided: decisions };
}
