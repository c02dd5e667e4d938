import { weekOf } from "#kernel/calendar-week";
import { type Instant, millisecondsOf } from "#kernel/time";
import { type Calendar, isPast } from "./calendar.ts";
import {
  type DatedLevel,
  datedLevels,
  type Level,
  levels,
  rankOf,
  type Window,
  windowName,
  windowOf,
} from "./level.ts";
import { monthOf, monthsOfWeek } from "./period.ts";

/** When the first and the last observation of a slot arrived. The last may be up to a quarter of the grace time
 *  later: a slot is not noted with every single one. */
export type Arrivals = { readonly firstArrival: Instant; readonly lastArrival: Instant };

/** What an epoch knows of its windows: the slots in which observations may wait, and the windows that were evaluated,
 *  by name. */
export type WindowIndex = {
  readonly slots: ReadonlyMap<string, Arrivals>;
  readonly evaluated: ReadonlySet<string>;
};

/** A window whose time has come, and its slots. */
export type DueWindow = Window & { readonly slots: readonly string[]; readonly dueAt: Instant };

/**
 * The first level at which the observations of a slot were not evaluated. With a coarser window all finer ones inside
 * it count as evaluated, so observations that come late start behind it.
 */
export function levelOf(slot: string, evaluated: ReadonlySet<string>): Level {
  const coarsest = datedLevels.findLastIndex((level) =>
    evaluated.has(windowName({ level, window: windowOf(slot, level) })),
  );
  return levels[coarsest + 1] ?? "undated";
}

/** The number of the undated window in which an observation is evaluated: the month of its arrival, or the next that
 *  was not evaluated. */
export function undatedNumber(arrivedIn: string, evaluated: ReadonlySet<string>): string {
  let number = arrivedIn;
  while (evaluated.has(windowName({ level: "undated", window: number }))) number = monthAfter(number);
  return number;
}

const monthAfter = (month: string): string =>
  new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 1)).toISOString().slice(0, 7);

/** When is asked, and by which rhythm. */
type Asked = { readonly now: Instant; readonly graceSeconds: number; readonly calendar: Calendar };

/**
 * The windows of one level whose time has come, oldest first: the period has ended; the last arrival is at least the
 * grace time old, or four times that has passed since both the end and the first arrival; and every finer window that
 * overlaps it and has observations was evaluated.
 */
export function dueWindows(index: WindowIndex, level: Level, asked: Asked): readonly DueWindow[] {
  if (level === "undated") return dueUndated(index, asked);
  const waiting = [...index.slots.keys()].map((slot) => ({ slot, current: levelOf(slot, index.evaluated) }));
  const finer = waiting.filter(({ current }) => rankOf(current) < rankOf(level));
  const heldUp = new Set(finer.flatMap(({ slot, current }) => overlapping(slot, current, level)));
  const here = waiting.flatMap(({ slot, current }) => (current === level ? [slot] : []));
  return [...Map.groupBy(here, (slot) => windowOf(slot, level))]
    .filter(([window]) => !heldUp.has(window))
    .flatMap(([window, slots]) => dueWindow({ level, window, slots: slots.sort() }, index, asked) ?? [])
    .sort((left, right) => (left.window < right.window ? -1 : 1));
}

/** @returns `undefined` for a window whose time has not come, whatever waits in finer ones */
function dueWindow(
  window: Omit<DueWindow, "dueAt">,
  { slots }: WindowIndex,
  { now, graceSeconds, calendar }: Asked,
): DueWindow | undefined {
  const end = calendar.endOf(window.window);
  const arrivals = window.slots.flatMap((slot) => slots.get(slot) ?? []);
  const first = least(arrivals.map(({ firstArrival }) => firstArrival));
  const last = greatest(arrivals.map(({ lastArrival }) => lastArrival));
  const isQuiet = isPast(last, graceSeconds, now);
  const isOverdue = isPast(greatest([end, first]), 4 * graceSeconds, now);
  return end <= now && (isQuiet || isOverdue) ? { ...window, dueAt: greatest([end, last]) } : undefined;
}

/** The windows of a coarser level that a slot still waiting at `current` holds up. A week may hold up two months. */
function overlapping(slot: string, current: Level, level: DatedLevel): readonly string[] {
  if (rankOf(level) <= rankOf("week")) return [windowOf(slot, level)];
  return rankOf(current) <= rankOf("week") ? monthsOfWeek(weekOf(slot.slice(0, 10))) : [monthOf(slot)];
}

/**
 * The first numbered undated window whose time has come: its month of arrival has ended and been quiet for the grace
 * time, and no observation that arrived in it waits in an ended month at a finer level.
 */
function dueUndated({ slots, evaluated }: WindowIndex, { now, graceSeconds, calendar }: Asked): readonly DueWindow[] {
  const waiting: string[] = [];
  const numbers = new Set<string>();
  for (const [slot, { firstArrival, lastArrival }] of slots) {
    if (levelOf(slot, evaluated) !== "undated") continue;
    waiting.push(slot);
    for (let month = calendar.monthAt(firstArrival); month <= calendar.monthAt(lastArrival); month = monthAfter(month))
      numbers.add(undatedNumber(month, evaluated));
  }
  const window = least([...numbers]);
  if (window === undefined) return [];
  const end = calendar.endOf(window);
  const heldUp = [...slots].some(
    ([slot, { firstArrival }]) =>
      levelOf(slot, evaluated) !== "undated" &&
      calendar.endOf(monthOf(slot)) <= now &&
      calendar.monthAt(firstArrival) <= window,
  );
  if (heldUp || !isPast(end, graceSeconds, now)) return [];
  return [{ level: "undated", window, slots: waiting.sort(), dueAt: end }];
}

/** For how many seconds the oldest of these windows has been due. */
export const secondsBehind = (due: readonly DueWindow[], graceSeconds: number, now: Instant): number =>
  Math.max(0, ...due.map(({ dueAt }) => (millisecondsOf(now) - millisecondsOf(dueAt)) / 1_000 - graceSeconds));

const least = <Text extends string>(texts: readonly Text[]): Text => texts.toSorted()[0] as Text;
const greatest = <Text extends string>(texts: readonly Text[]): Text => texts.toSorted().at(-1) as Text;

/** Marks that an evaluated coarser window makes superfluous: all months that they overlap were evaluated to the last
 *  dated level. */
export function superfluousMarks(evaluated: ReadonlySet<string>): readonly string[] {
  const closed = (month: string) => evaluated.has(windowName({ level: "channel-other", window: month }));
  return [...evaluated].filter((name) => {
    const [level = "", window = ""] = name.split("#");
    if (level === "undated" || level === "channel-other") return false;
    return (level === "week" ? monthsOfWeek(window) : [monthOf(window)]).every(closed);
  });
}
