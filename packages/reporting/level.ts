import { weekOf } from "#kernel/calendar-week";
import type { Observation, ObservationKind } from "./observation.ts";
import { hourOf, monthOf } from "./period.ts";

/** How much a cell tells of its observations, from the finest to the coarsest. Each level keeps less than the one before;
 *  `undated` keeps the kind alone. Weeks are those of ISO 8601. */
export const levels = ["hour", "day", "week", "month", "category-other", "channel-other", "undated"] as const;
export type Level = (typeof levels)[number];
/** A level whose cells say when. */
export type DatedLevel = Exclude<Level, "undated">;
/** The levels whose cells say when, from the finest to the coarsest. */
export const datedLevels = levels.slice(0, -1) as readonly DatedLevel[];

/** The place of a level, 0 for the finest. */
export const rankOf = (level: Level): number => levels.indexOf(level);

/** Where a figure says nothing of its channel or category. */
const catchAll = "other";

/** What a cell is known by. `period` is absent where nothing is dated. */
export type CellKey = {
  readonly kind: ObservationKind;
  readonly level: Level;
  readonly period?: string;
  readonly channel?: string;
  readonly category?: string;
};

/** The cell of an observation at a level. */
export function cellKeyOf(
  observation: Pick<Observation, "kind" | "slot" | "channel" | "category">,
  level: Level,
): CellKey {
  const { kind, channel, category } = observation;
  switch (level) {
    case "hour":
    case "day":
    case "week":
    case "month":
      return { kind, level, period: periodOf(observation.slot, level), channel, category };
    case "category-other":
      return { kind, level, period: periodOf(observation.slot, level), channel, category: catchAll };
    case "channel-other":
      return { kind, level, period: periodOf(observation.slot, level), channel: catchAll, category: catchAll };
    case "undated":
      return { kind, level };
  }
}

/** One name for a cell, for maps and sorting. */
export const cellName = ({ kind, level, period, channel, category }: CellKey): string =>
  [kind, level, period ?? "", channel ?? "", category ?? ""].join("|");

/** The period in which a slot lies at a level: what cells of that level are dated by. */
function periodOf(slot: string, level: DatedLevel): string {
  switch (level) {
    case "hour":
      return hourOf(slot);
    case "day":
      return slot.slice(0, 10);
    case "week":
      return weekOf(slot.slice(0, 10));
    default:
      return monthOf(slot);
  }
}

/** The observations that are evaluated together: those of one period of one level, or of one slot at the finest. */
export type Window = { readonly level: Level; readonly window: string };
/** The window of a level in which a slot lies. */
export const windowOf = (slot: string, level: DatedLevel): string => (level === "hour" ? slot : periodOf(slot, level));
/** One name for a window, for marks, maps and sorting. */
export const windowName = ({ level, window }: Window): string => `${level}#${window}`;
