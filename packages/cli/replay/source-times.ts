import { type Instant, instantOf, millisecondsOf, parseInstant } from "#kernel/time";
import { instantOfLocal, localTime } from "#markets/local-time";
import type { Market } from "#markets/schema";

/** When something happened, as far as a source says: at a moment, or on a day of the market's reporting zone. */
export type SourceTime =
  | { readonly kind: "moment"; readonly at: Instant }
  | { readonly kind: "day"; readonly date: string };

const form =
  /^(\d{4})([-/])(\d{2})\2(\d{2})(?:[Tt ](\d{2}:\d{2})(:\d{2})?(?:[.,](\d{1,9}))?(?: ?([Zz]|UTC|GMT|[+-]\d{2}(?::?\d{2})?))?)?$/;

/**
 * Reads a time whose year comes first: `2026-10-06`, `2026-10-06 10:00`, `2026-10-06T10:00:00.000-0500`. One without an
 * offset is a time of the market's reporting zone. A date that begins with day or month has two meanings, so none.
 * @returns `undefined` when it is no such time, or a day or hour that does not exist
 */
export function readTime(text: string, market: Pick<Market, "time">): SourceTime | undefined {
  const parts = form.exec(text);
  if (!parts) return undefined;
  const [, year, , month, day, clock, seconds = ":00", fraction, offset] = parts;
  const date = `${year}-${month}-${day}`;
  if (clock === undefined) return instantOfLocal(market, date) === undefined ? undefined : { kind: "day", date };
  if (offset !== undefined) {
    const at = parseInstant(`${date}T${clock}${seconds}${fraction ? `.${fraction}` : ""}${rfcOffset(offset)}`);
    return at && { kind: "moment", at };
  }
  const whole = instantOfLocal(market, `${date}T${clock}${seconds}`);
  if (whole === undefined) return undefined;
  const milliseconds = Number((fraction ?? "").padEnd(3, "0").slice(0, 3));
  return { kind: "moment", at: instantOf(millisecondsOf(whole) + milliseconds) };
}

/** An offset as RFC 3339 writes it: `-0500` is `-05:00`, `UTC` is `Z`. */
function rfcOffset(offset: string): string {
  const [, hours, minutes = "00"] = /^([+-]\d{2}):?(\d{2})?$/.exec(offset) ?? [];
  return hours === undefined ? "Z" : `${hours}:${minutes}`;
}

/**
 * The moment that stands for a time. A day stands for its noon, or for its beginning while its noon is still to come:
 * what happened today is not in the future.
 */
export function momentOf(time: SourceTime, market: Pick<Market, "time">, now: Instant): Instant | undefined {
  if (time.kind === "moment") return time.at;
  const noon = instantOfLocal(market, time.date);
  const today = localTime(market, now).date;
  return noon !== undefined && noon > now && time.date === today
    ? instantOfLocal(market, `${time.date}T00:00:00`)
    : noon;
}

/** The day of the market's reporting zone on which something happened. */
export const dayOf = (time: SourceTime, market: Pick<Market, "time">): string =>
  time.kind === "day" ? time.date : localTime(market, time.at).date;
