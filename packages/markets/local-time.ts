import { type Instant, instantOf, millisecondsOf } from "#kernel/time";
import type { Market } from "./schema.ts";

/** What clocks in the market's reporting zone show: `2017-12-01`, `14`, `14:03:59`. */
export type LocalTime = { readonly date: string; readonly hour: string; readonly time: string };

/** Day, hour and time of an instant, as the market reports them. Any instant has them, summer time or not. */
export function localTime(market: Pick<Market, "time">, at: Instant): LocalTime {
  const [date = "", time = ""] = wallClock(market.time.reporting, millisecondsOf(at)).split("T");
  return { date, hour: time.slice(0, 2), time };
}

/**
 * The instant at which clocks in the market's reporting zone show `local`.
 * @param local `2017-12-01T00:01:14`, or a bare date, which stands for its noon
 * @returns the earlier one where clocks show it twice, the one after the gap where they skip it, as Temporal's
 * `compatible` has it (ECMA-262); `undefined` when it is no such text or no real day
 */
export function instantOfLocal(market: Pick<Market, "time">, local: string): Instant | undefined {
  const parts = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}:\d{2}))?$/.exec(local);
  const wanted = `${parts?.[1]}T${parts?.[2] ?? "12:00:00"}`;
  const asUtc = Date.parse(`${wanted}Z`);
  if (Number.isNaN(asUtc) || new Date(asUtc).toISOString().slice(0, 19) !== wanted) return undefined;
  const zone = market.time.reporting;
  const offsetAt = (milliseconds: number) => Date.parse(`${wallClock(zone, milliseconds)}Z`) - milliseconds;
  const before = asUtc - offsetAt(asUtc - dayInMilliseconds);
  const after = asUtc - offsetAt(asUtc + dayInMilliseconds);
  const exact = [Math.min(before, after), Math.max(before, after)].find((moment) => wallClock(zone, moment) === wanted);
  return instantOf(exact ?? before);
}

const dayInMilliseconds = 86_400_000;

function wallClock(zone: string, milliseconds: number): string {
  const parts = Object.fromEntries(
    formatter(zone)
      .formatToParts(milliseconds)
      .map(({ type, value }) => [type, value]),
  );
  return `${parts.year?.padStart(4, "0")}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}:${parts.second}`;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter takes a millisecond, using one a microsecond. */
function formatter(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat("en", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  });
  formatters.set(timeZone, made);
  return made;
}
