import * as definitions from "./index.ts";
import type { Market } from "./schema.ts";

/** All markets, by code. For synth, the command line, the centre's tools and tests: it carries every definition. */
export const markets: readonly Market[] = Object.values(definitions).sort((left, right) =>
  left.code < right.code ? -1 : 1,
);

export const marketByCode = (code: string): Market | undefined => markets.find((market) => market.code === code);
