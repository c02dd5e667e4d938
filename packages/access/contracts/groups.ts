import type { marketGroups } from "../roles.ts";

/** A group of a market's people: what a view says of whom a part of it is for. */
export type MarketGroup = keyof typeof marketGroups;
