import type { Cell } from "./cell.ts";
import type { Digests } from "./digests.ts";
import type { Window } from "./level.ts";
import { addTo, type Sums } from "./observation.ts";
import type { Tried } from "./try-windows.ts";

/** Cells in one batch at most: well below the 256 kB of an event. */
const cellsPerBatch = 500;
/** Windows decided by one plan at most: each is an item of its transaction, which takes a hundred. */
const windowsPerPlan = 80;
/** Digests on one page of claims: 16 bytes each, below the 400 kB of an item. */
export const claimsPerPage = 21_000;

/** Cells that will be one batch, and the observations that leave with them. */
export type Draft = { readonly cells: readonly Cell[]; readonly observations: readonly Digests[] };
export type Decided = { readonly windows: readonly Window[]; readonly drafts: readonly Draft[] };

/** Groups judged windows into what is decided together, in their order. Many sparse windows share a batch. */
export function* decisionsOf(tried: readonly Tried[]): Generator<Decided> {
  let group: Tried[] = [];
  let cells = 0;
  for (const one of tried) {
    if (group.length === windowsPerPlan || (group.length > 0 && cells + one.leaving.length > cellsPerBatch)) {
      yield decided(group);
      group = [];
      cells = 0;
    }
    group.push(one);
    cells += one.leaving.length;
  }
  if (group.length > 0) yield decided(group);
}

function decided(group: readonly Tried[]): Decided {
  const leaving = group.flatMap((one) => one.leaving);
  return {
    windows: group.map(({ window }) => window),
    drafts: Array.from({ length: Math.ceil(leaving.length / cellsPerBatch) }, (_, at) => {
      const some = leaving.slice(at * cellsPerBatch, (at + 1) * cellsPerBatch);
      return { cells: some.map(({ cell }) => cell), observations: some.map(({ observations }) => observations) };
    }),
  };
}

/** What cells hold together, by kind. */
export const sumsOf = (cells: readonly Cell[]): Sums =>
  cells.reduce<Sums>((sums, { kind, measures }) => addTo(sums, kind, measures), {});
