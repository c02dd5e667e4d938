import * as z from "zod";

/** A calendar day, `2026-11-01`, in the market's reporting zone. */
const day = z.iso.date();

const provenance = {
  /** First day on which the entry may be applied. The legal start may be earlier where only "in force" is known. */
  validFrom: day,
  /** Last day on which it may be applied; `null` while no end is known. */
  validTo: z.nullable(day),
  /** Where the figure was read. Ends in `[C]` confirmed, `[S]` a single or secondary source, `[U]` unconfirmed. */
  source: z.string().regex(/\[[CSU]\]$/, "must end in [C], [S] or [U]"),
  /** When somebody last compared the figure with its source; the first of the month where the day is not recorded. */
  verifiedOn: day,
};

/** An entry that says since when, until when and on whose word it holds. */
export const dated = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.strictObject(provenance).extend(shape).refine(endsAfterItBegins, "must not end before it begins");

/** Like `dated`, for what does not change by date: a format, a catalogue of names. */
export const sourced = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.strictObject({ source: provenance.source, verifiedOn: provenance.verifiedOn }).extend(shape);

/** The same thing through time, oldest first: no two entries hold on one day and no day between them is left out. */
export const history = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.array(dated(shape)).min(1).refine(followEachOther, "entries must follow each other without gap or overlap");

type Span = { readonly validFrom: string; readonly validTo: string | null };

/** Whether each entry begins on the day after the one before it ends. */
export function followEachOther(entries: readonly unknown[]): boolean {
  const spans = entries as readonly Span[];
  return spans.every(({ validTo }, index) => {
    const next = spans[index + 1];
    return next ? validTo !== null && next.validFrom === dayAfter(validTo) : true;
  });
}

function endsAfterItBegins(entry: unknown): boolean {
  const { validFrom, validTo } = entry as Span;
  return validTo === null || validFrom <= validTo;
}

const dayAfter = (date: string): string => new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10);
