import { takenFromOthers } from "./belonging-check.ts";
import { problemsOf } from "./definition-check.ts";
import * as definitions from "./index.ts";
import type { Market, MarketDefinition } from "./schema.ts";
import { undecidedIn } from "./undecided.ts";

/** All markets, by code. For synth, the command line, the centre's tools and tests: it carries every definition. */
export const markets: readonly Market[] = Object.values(definitions).sort((left, right) =>
  left.code < right.code ? -1 : 1,
);

/** @param code as in the definition, lower case. @returns `undefined` when no market has it */
export const marketByCode = (code: string): Market | undefined => markets.find((market) => market.code === code);

/**
 * The markets of which nobody has to decide anything any more. What is marked stops only the market that it is of.
 * @returns `undecided` says in one sentence for each of the others what is left to decide
 */
export function decidedAmong(definitions: readonly Market[]): {
  readonly decided: readonly Market[];
  readonly undecided: readonly { readonly code: string; readonly faults: readonly string[] }[];
} {
  const open = definitions.map((market) => ({ market, marks: undecidedIn(market) }));
  return {
    decided: open.flatMap(({ market, marks }) => (marks.length === 0 ? [market] : [])),
    undecided: open.flatMap(({ market, marks }) =>
      marks.length > 0 ? [{ code: market.code, faults: problemsOf(market) }] : [],
    ),
  };
}

/** What is wrong with some markets, as it is told to people. */
export const refusal = (faulty: readonly { readonly code: string; readonly faults: readonly string[] }[]): string =>
  `these markets cannot be deployed:\n${faulty
    .flatMap(({ code, faults }) => faults.map((fault) => `  ${code}: ${fault}`))
    .join("\n")}`;

/**
 * Refuses what cannot be deployed: a definition that does not fit together, in which a person has still to decide
 * something, or that has from another market what no two markets have in common.
 * @throws Error that names every fault of every market
 */
export function requireDeployable(definitions: readonly Market[]): void {
  const { decided } = decidedAmong(definitions);
  const faulty = definitions
    .map((market) => ({ code: market.code, faults: [...problemsOf(market), ...copiedInto(market, decided)] }))
    .filter(({ faults }) => faults.length > 0);
  if (faulty.length > 0) throw new Error(refusal(faulty));
}

/** Of two markets with the same land the later is told so: by its name, for nothing says which was copied. */
function copiedInto(market: Market, decided: readonly Market[]): readonly string[] {
  if (!decided.includes(market)) return [];
  const before = decided.filter(({ code }) => code < market.code);
  return [...takenFromOthers(whole(market), before.map(whole))];
}

/** Code is given less of a definition than there is. */
const whole = (market: Market): MarketDefinition => market as unknown as MarketDefinition;
