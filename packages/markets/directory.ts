import { problemsOf } from "./definition-check.ts";
import * as definitions from "./index.ts";
import type { Market } from "./schema.ts";

/** All markets, by code. For synth, the command line, the centre's tools and tests: it carries every definition. */
export const markets: readonly Market[] = Object.values(definitions).sort((left, right) =>
  left.code < right.code ? -1 : 1,
);

/** @param code as in the definition, lower case. @returns `undefined` when no market has it */
export const marketByCode = (code: string): Market | undefined => markets.find((market) => market.code === code);

/**
 * Refuses what cannot be deployed: a definition that does not fit together, or in which a person has still to decide
 * something.
 * @throws Error that names every fault of every market
 */
export function requireDeployable(definitions: readonly Market[]): void {
  const faults = definitions.flatMap((market) => problemsOf(market).map((fault) => `  ${market.code}: ${fault}`));
  if (faults.length > 0) throw new Error(`these markets cannot be deployed:\n${faults.join("\n")}`);
}
