/** A moment in UTC with milliseconds, `2026-01-31T23:59:59.000Z`. Two of them compare as strings. */
export type Instant = string & { readonly __unit: "instant" };

const rfc3339 = /^\d{4}-\d{2}-\d{2}[Tt](?:[01]\d|2[0-3]):\d{2}:\d{2}(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})$/;

const first = Date.UTC(1000, 0);
const last = Date.UTC(10_000, 0) - 1;

/**
 * Reads a `date-time` of RFC 3339, section 5.6: with an offset, which is converted to UTC, and with or without a fraction,
 * of which milliseconds are kept.
 * @returns `undefined` when it is none, has no offset, names a day that does not exist or a leap second (`:60`), or lies
 *   outside the years 1000 to 9999 of UTC, where instants no longer compare as strings
 */
export function parseInstant(text: string): Instant | undefined {
  if (!rfc3339.test(text)) return undefined;
  const [year, month, day] = text.slice(0, 10).split("-").map(Number) as [number, number, number];
  if (day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return undefined;
  const milliseconds = Date.parse(text);
  return milliseconds >= first && milliseconds <= last ? instantOf(milliseconds) : undefined;
}

/** The moment so many milliseconds after the Unix epoch. @throws RangeError when they are no time */
export const instantOf = (milliseconds: number): Instant => new Date(milliseconds).toISOString() as Instant;
/** Milliseconds since the Unix epoch. */
export const millisecondsOf = (instant: Instant): number => Date.parse(instant);
/** Whole seconds since the Unix epoch: the unit of DynamoDB's time to live. */
export const epochSecondsOf = (instant: Instant): number => Math.floor(Date.parse(instant) / 1000);
/** So many seconds later; earlier when they are negative. */
export const plusSeconds = (instant: Instant, seconds: number): Instant =>
  instantOf(millisecondsOf(instant) + seconds * 1000);
/** How many seconds so many days have, each of 86,400. */
export const daysInSeconds = (days: number): number => days * 86_400;
