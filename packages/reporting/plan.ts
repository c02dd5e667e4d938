import type { Cell } from "./cell.ts";
import type { Digests } from "./digests.ts";
import type { EvaluatedWindow } from "./evaluate-windows.ts";
import type { Window } from "./level.ts";
import { addTo, type Sums } from "./observation.ts";

/** Cells in one batch at most: well below the 256 kB of an event. */
const cellsPerBatch = 500;
/** Windows decided by one plan at most: each is an item of its transaction, which takes a hundred. */
const windowsPerPlan = 80;
/** Digests on one page of selections: 16 bytes each, below the 400 kB of an item. */
export const digestsPerPage = 21_000;

/** Cells that will be one batch, and the observations that leave with them. */
export type BatchDraft = { readonly cells: readonly Cell[]; readonly observations: readonly Digests[] };
export type PlanDraft = { readonly windows: readonly Window[]; readonly drafts: readonly BatchDraft[] };

/** Groups judged windows into what is decided together, in their order. Many sparse windows share a batch. */
export function* planDraftsOf(evaluated: readonly EvaluatedWindow[]): Generator<PlanDraft> {
  let group: EvaluatedWindow[] = [];
  let cells = 0;
  for (const one of evaluated) {
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

function decided(group: readonly EvaluatedWindow[]): PlanDraft {
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
