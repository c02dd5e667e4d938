import { addDigest, type Digests, noDigests } from "./digests.ts";
import { type CellKey, cellKeyOf, cellName, type Level } from "./level.ts";
import {
  addTo,
  anonymousBuyer,
  type Measures,
  measuresOf,
  type Observation,
  type ObservationKind,
  type Sums,
} from "./observation.ts";

/** A figure that may leave the market: sums over many buyers, and the least number of them behind any of its
 *  measures. */
export type Cell = CellKey & { readonly measures: Measures; readonly buyers: number };

/**
 * When a figure speaks for enough people: the two rules by which statistical offices decide whether a cell of a table may
 * be shown. Frequency rule: at least k contribute to it, so that none is alone in it. (1, 50)-dominance rule: the largest
 * contribution is no more than half, so that whoever made it does not learn the rest, nor others learn it. Market data:
 * k = 11 and 50 % unless the market decides otherwise.
 */
export type DisclosureRule = {
  /** The least number of identities that must contribute to each measure. */
  readonly k: number;
  /** The largest share of a measure, in percent, that one identity may contribute. */
  readonly dominancePercent: number;
};

/** What is known of one measure: its sum, how many identities contribute, the largest of their contributions, and that
 *  of the common identity, which is one of them: that of all buyers of whom an order tells nothing, or who were erased. */
type Tally = { total: number; identities: number; largest: number; common: number };

/** One cell in the making. */
export type Gathering = {
  readonly key: CellKey;
  readonly tallies: ReadonlyMap<string, Tally>;
  /** The ids of its observations. */
  readonly observations: Digests;
};
type Making = Gathering & {
  readonly tallies: Map<string, Tally>;
  /** Contributions by measure and identity, of the current part. */
  readonly part: Map<string, Map<string, number>>;
};

/**
 * Sorts observations into the cells of one level, part by part: within a part in any order, and all observations of an
 * identity in one part (those of `anonymousBuyer` may be in all). Only one part's identities are remembered at a time.
 */
export type Gatherer = {
  add(observation: Observation): void;
  endPart(): void;
  /** The cells, in a fixed order, once the last part has ended. */
  gathered(): readonly Gathering[];
};

/** Begins with no cells. */
export function gatherer(level: Level): Gatherer {
  const cells = new Map<string, Making>();
  return {
    add(observation) {
      const key = cellKeyOf(observation, level);
      const name = cellName(key);
      const cell = cells.get(name) ?? { key, tallies: new Map(), part: new Map(), observations: noDigests() };
      cells.set(name, cell);
      addDigest(cell.observations, observation.id);
      for (const measure of measuresOf[observation.kind]) {
        const value = observation.measures[measure] ?? 0;
        if (value === 0) continue;
        const shares = cell.part.get(measure) ?? new Map<string, number>();
        cell.part.set(measure, shares.set(observation.identity, (shares.get(observation.identity) ?? 0) + value));
      }
    },
    endPart() {
      for (const { part, tallies } of cells.values()) {
        for (const [measure, shares] of part) tallies.set(measure, withShares(tallies.get(measure), shares));
        part.clear();
      }
    },
    gathered: () => [...cells.entries()].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, cell]) => cell),
  };
}

function withShares(known: Tally | undefined, shares: ReadonlyMap<string, number>): Tally {
  const tally = known ? { ...known } : { total: 0, identities: 0, largest: 0, common: 0 };
  for (const [identity, value] of shares) {
    tally.total += value;
    if (identity === anonymousBuyer) tally.common += value;
    else {
      tally.identities++;
      if (value > tally.largest) tally.largest = value;
    }
  }
  return tally;
}

const identitiesOf = ({ identities, common }: Tally): number => identities + (common > 0 ? 1 : 0);

/**
 * Whether a gathering may leave: for every measure that is not zero in it, at least k identities contribute something
 * and none contributes more than its permitted share. One failing measure holds the whole cell. A gathering without any
 * measure says nothing about anybody, and stays: an empty cell would tell that somebody was there.
 */
function mayLeave({ tallies }: Gathering, { k, dominancePercent }: DisclosureRule): boolean {
  if (tallies.size === 0) return false;
  for (const tally of tallies.values()) {
    if (identitiesOf(tally) < k) return false;
    const largest = Math.max(tally.largest, tally.common);
    if (BigInt(largest) * 100n > BigInt(tally.total) * BigInt(dominancePercent)) return false;
  }
  return true;
}

/** The figure a gathering becomes, with all measures of its kind. @throws RangeError when a sum is no longer exact */
function cellOf({ key, tallies }: Gathering): Cell {
  return {
    ...key,
    measures: Object.fromEntries(namesOf(key.kind).map((name) => [name, safe(tallies.get(name)?.total ?? 0)])),
    buyers: Math.min(...[...tallies.values()].map(identitiesOf)),
  };
}

const namesOf = (kind: ObservationKind): readonly string[] => measuresOf[kind];

function safe(total: number): number {
  if (!Number.isSafeInteger(total)) throw new RangeError("a sum is no longer exact");
  return total;
}

/** What becomes of one window's observations. Every observation is in exactly one of the two. */
export type Verdict = {
  readonly leaving: readonly { readonly cell: Cell; readonly observations: Digests }[];
  /** How many observations stay: nothing is written of them, and they are judged again at the next level. */
  readonly held: number;
};

/**
 * Judges the cells of one window: which of them may leave, by `rule` alone. Nothing of another window matters.
 * @throws RangeError when a sum is no longer exact
 */
export function judge(gatherings: readonly Gathering[], rule: DisclosureRule): Verdict {
  const leaving = gatherings.filter((gathering) => mayLeave(gathering, rule));
  const held = gatherings.filter((gathering) => !leaving.includes(gathering));
  return {
    leaving: leaving.map((gathering) => ({ cell: cellOf(gathering), observations: gathering.observations })),
    held: held.reduce((all, { observations }) => all + observations.length, 0),
  };
}

/** What cells hold together, by kind. */
export const sumsOf = (cells: readonly Cell[]): Sums =>
  cells.reduce<Sums>((sums, { kind, measures }) => addTo(sums, kind, measures), {});
