import { type DisclosureRule, type Gatherer, gatherer, judge, type Verdict } from "./cell.ts";
import { hasTwins } from "./digests.ts";
import { type Directory, type DueWindow, undatedNumber } from "./directory.ts";
import type { Window } from "./level.ts";
import type { Observation } from "./observation.ts";
import { parts, type WriterStore } from "./reporting-store.ts";
import type { Shift } from "./shift.ts";

/** A window after its observations were judged. */
export type Tried = Verdict & { readonly window: Window };

/** What was found in windows of one level. */
export type Trial = {
  readonly tried: readonly Tried[];
  /** Slots in which no observation waits any more. */
  readonly emptySlots: readonly string[];
  readonly observationsRead: number;
};

/**
 * Reads the waiting observations of due windows of one level, part by part, and judges them. Nothing is written.
 * @returns `lost` when another writer took over meanwhile, `blurred` when an observation was seen twice: who is erased
 * while observations are read changes places in the index. Both are nothing to decide upon; the next run reads anew
 */
export async function tryWindows(
  store: Pick<WriterStore, "waiting">,
  {
    epoch,
    directory,
    due,
    rule,
  }: {
    readonly epoch: number;
    readonly directory: Directory;
    readonly due: readonly DueWindow[];
    readonly rule: DisclosureRule;
  },
  shift: Pick<Shift, "holds">,
): Promise<Trial | "lost" | "blurred"> {
  const level = due[0]?.level ?? "hour";
  const windows = new Map(due.flatMap((one) => one.slots.map((slot) => [slot, one] as const)));
  const gatherers = new Map<string, Gatherer>(due.map(({ window }) => [window, gatherer(level)]));
  const belongs = ({ arrivedIn }: Observation, window: string) =>
    level !== "undated" || undatedNumber(arrivedIn, directory.tried) === window;
  const found = new Set<string>();
  let observationsRead = 0;
  // observations that wait at the finest level were in no plan yet, so the index cannot show one that left
  const accuracy = level === "hour" ? "indexed" : "as-stored";
  for (let part = 0; part < parts; part++) {
    for (const range of rangesOf(directory.slots.keys(), windows))
      for await (const observations of store.waiting({ epoch, part, ...range }, accuracy)) {
        for (const observation of observations) {
          const window = windows.get(observation.slot)?.window;
          if (window === undefined) continue;
          found.add(observation.slot);
          observationsRead++;
          if (belongs(observation, window)) gatherers.get(window)?.add(observation);
        }
        if (!(await shift.holds())) return "lost";
      }
    for (const one of gatherers.values()) one.endPart();
  }
  const tried = due
    .filter(({ slots }) => slots.some((slot) => found.has(slot)))
    .map(({ window }) => ({
      window: { level, window },
      ...judge(gatherers.get(window)?.gathered() ?? [], rule),
    }));
  if (tried.some(({ leaving }) => leaving.some(({ observations }) => hasTwins(observations)))) return "blurred";
  return {
    tried,
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
