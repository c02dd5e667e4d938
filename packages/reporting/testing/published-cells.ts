import type { Batch } from "../batch.ts";
import type { Cell, DisclosureRule } from "../cell.ts";
import { digestsIn } from "../digests.ts";
import { cellKeyOf, cellName, type Level } from "../level.ts";
import { measuresOf, type Observation } from "../observation.ts";
import type { Plan } from "../writer-store.ts";
import type { MemoryStore } from "./memory-reporting-store.ts";

/**
 * Checks a plan at the moment it is committed against the observations it selections, by counting anew: no observation
 * was selected before, every cell is exactly the sum of its observations, and every measure of it speaks for k
 * identities of which none dominates.
 * @throws Error naming what is wrong
 */
export function checkPlan(
  { observations, selections }: MemoryStore["contents"],
  plan: Plan,
  rule: DisclosureRule,
  selectedOnce: Set<string>,
): void {
  const bySequence = new Map<number, Observation[]>();
  for (let page = 0; page < plan.pages; page++) {
    const selection = selections.get(`${plan.epoch}/${plan.id}/${page}`);
    if (!selection) throw new Error("a plan was committed before its selections were written");
    for (const id of digestsIn(selection.ids)) {
      const observation = observations.get(id);
      if (!observation) throw new Error("a plan selects an observation that nobody recorded");
      if (selectedOnce.has(id)) throw new Error("an observation is selected twice");
      if (observation.epoch !== plan.epoch) throw new Error("an observation is selected by another epoch");
      selectedOnce.add(id);
      bySequence.set(selection.sequence, [...(bySequence.get(selection.sequence) ?? []), observation]);
    }
  }
  for (const batch of plan.batches) checkBatch(batch, bySequence.get(batch.sequence) ?? [], rule);
}

function checkBatch({ cells }: Batch, observations: readonly Observation[], rule: DisclosureRule): void {
  const level = cells[0]?.level as Level;
  const groups = Map.groupBy(observations, (observation) => cellName(cellKeyOf(observation, level)));
  if (groups.size !== cells.length) throw new Error("cells and selected observations do not match");
  for (const cell of cells) checkCell(cell, groups.get(cellName(cell)) ?? [], rule);
}

function checkCell(cell: Cell, observations: readonly Observation[], { k, dominancePercent }: DisclosureRule): void {
  let fewest = Number.POSITIVE_INFINITY;
  for (const measure of measuresOf[cell.kind]) {
    const shares = new Map<string, number>();
    for (const { identity, measures } of observations) {
      const value = measures[measure] ?? 0;
      if (value > 0) shares.set(identity, (shares.get(identity) ?? 0) + value);
    }
    const total = [...shares.values()].reduce((sum, share) => sum + share, 0);
    if (cell.measures[measure] !== total) throw new Error(`${cellName(cell)} tells a wrong ${measure}`);
    if (total === 0) continue;
    fewest = Math.min(fewest, shares.size);
    if (shares.size < k) throw new Error(`${cellName(cell)} speaks for ${shares.size} by ${measure}`);
    if (Math.max(...shares.values()) * 100 > total * dominancePercent)
      throw new Error(`one identity dominates ${cellName(cell)} by ${measure}`);
  }
  if (cell.buyers !== fewest) throw new Error(`${cellName(cell)} counts ${cell.buyers} buyers, not ${fewest}`);
}
