import { type DisclosureRule, type Gatherer, gatherer, judge, type Verdict } from "./cell.ts";
import { hasDuplicates } from "./digests.ts";
import type { LeaseSession } from "./lease-session.ts";
import type { Window } from "./level.ts";
import type { Observation } from "./observation.ts";
import { parts } from "./observation-store.ts";
import { type DueWindow, undatedNumber, type WindowIndex } from "./window-index.ts";
import type { WriterStore } from "./writer-store.ts";

/** A window after its observations were judged. */
export type EvaluatedWindow = Verdict & { readonly window: Window };

/** What was found in windows of one level. */
export type Evaluation = {
  readonly evaluated: readonly EvaluatedWindow[];
  /** Slots in which no observation waits any more. */
  readonly emptySlots: readonly string[];
  readonly observationsRead: number;
};

/**
 * Reads the waiting observations of due windows of one level and judges them. Nothing is written. Observations lie in parts
 * by buyer, so that of each part only as many buyers are remembered as it has: when a part ends, its buyers have become
 * numbers (how many, and the largest share).
 * @returns `lost` when another writer took over meanwhile, `inconsistent-read` when an observation was seen twice: who
 * is erased while observations are read changes places in the index. Both are nothing to decide upon; the next run
 * reads anew
 */
export async function evaluateWindows(
  store: Pick<WriterStore, "waiting">,
  {
    epoch,
    windowIndex,
    due,
    rule,
  }: {
    readonly epoch: number;
    readonly windowIndex: WindowIndex;
    readonly due: readonly DueWindow[];
    readonly rule: DisclosureRule;
  },
  session: Pick<LeaseSession, "isHeld">,
): Promise<Evaluation | "lost" | "inconsistent-read"> {
  const level = due[0]?.level ?? "hour";
  const windows = new Map(due.flatMap((one) => one.slots.map((slot) => [slot, one] as const)));
  const gatherers = new Map<string, Gatherer>(due.map(({ window }) => [window, gatherer(level)]));
  const belongs = ({ arrivedIn }: Observation, window: string) =>
    level !== "undated" || undatedNumber(arrivedIn, windowIndex.evaluated) === window;
  const found = new Set<string>();
  let observationsRead = 0;
  // observations that wait at the finest level were in no plan yet, so the index cannot show one that left
  const accuracy = level === "hour" ? "indexed" : "as-stored";
  for (let part = 0; part < parts; part++) {
    for (const range of rangesOf(windowIndex.slots.keys(), windows))
      for await (const observations of store.waiting({ epoch, part, ...range }, accuracy)) {
        for (const observation of observations) {
          const window = windows.get(observation.slot)?.window;
          if (window === undefined) continue;
          found.add(observation.slot);
          observationsRead++;
          if (belongs(observation, window)) gatherers.get(window)?.add(observation);
        }
        if (!(await session.isHeld())) return "lost";
      }
    for (const one of gatherers.values()) one.endPart();
  }
  const evaluated = due
    .filter(({ slots }) => slots.some((slot) => found.has(slot)))
    .map(({ window }) => ({
      window: { level, window },
      ...judge(gatherers.get(window)?.gathered() ?? [], rule),
    }));
  if (evaluated.some(({ leaving }) => leaving.some(({ observations }) => hasDuplicates(observations))))
    return "inconsistent-read";
  return {
    evaluated,
    emptySlots: [...windows.keys()].filter((slot) => !found.has(slot)),
    observationsRead,
  };
}

/** The stretches of known slots that hold the wanted ones and no others: so few reads serve many sparse windows. */
export function* rangesOf(
  known: Iterable<string>,
  wanted: Pick<ReadonlySet<string>, "has">,
): Generator<{ readonly from: string; readonly to: string }> {
  let range: { from: string; to: string } | undefined;
  for (const slot of [...known].sort()) {
    if (!wanted.has(slot)) {
      if (range) yield range;
      range = undefined;
    } else range = { from: range?.from ?? slot, to: slot };
  }
  if (range) yield range;
}
