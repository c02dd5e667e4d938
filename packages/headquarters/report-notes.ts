import { type Freshness, outdatedIn } from "./freshness.ts";

/** What a reader of a report should know beside its figures, by code, and in a sentence. */
export const notes = {
  "held-back":
    "Nothing of these markets is shown for this time. It need not be zero: figures of too few buyers are held back in their market until they are enough, if need be for a longer time or in a coarser category.",
  "only-partly":
    "What is known of these markets is dated too coarsely for this time; it is listed in partly. A time of whole weeks or months holds more.",
  "never-heard": "These markets are attached, and the centre has not heard of them yet.",
  detached:
    "These markets are not attached, and nothing of them is shown for this time. What they sell meanwhile, and what they held back before, does not cross.",
  outdated: "Newer figures of these markets may be on their way; lag says since when, in seconds.",
  "no-markets": "No market is attached, and the centre never heard of one.",
  "mean-of-days":
    "The days of these periods have different rates, and no day of these figures is known by itself: they are exchanged at the mean of the rates of the period's days.",
  "newest-rate": "Figures that are not dated are exchanged at the newest rates.",
  "without-rates": "No rate is known for these currencies; their amounts stand apart, as they are.",
} as const satisfies Record<string, string>;

/** What a report is made of, as far as its reader should know. */
export type Making = {
  /** Markets that have figures in the items, and those that have some in `partly`. */
  readonly inItems: readonly string[];
  readonly inPartly: readonly string[];
  /** Periods whose days have different rates. */
  readonly meanOfDays: readonly string[];
  /** Whether figures that are not dated were exchanged, at the newest rates. */
  readonly undatedExchanged: boolean;
  /** Currencies that stayed apart, since no rate is known for them. */
  readonly withoutRates: readonly string[];
};

type Code = keyof typeof notes;
export type ReportNote = {
  readonly code: Code;
  readonly detail: string;
  /** What it is said of, where it is not said of the whole report: markets, periods or currencies. */
  readonly of?: readonly string[];
};

/**
 * What is to be said of a report: above all why something is not in it.
 * @param markets that were asked for; all that are known where none was named
 * @param attached those of them that may be waited for
 */
export function notesOf(
  made: Making,
  {
    markets,
    attached,
    freshness,
  }: { readonly markets: readonly string[]; readonly attached: readonly string[]; readonly freshness: Freshness },
): readonly ReportNote[] {
  const unshown = Map.groupBy(
    markets.filter((market) => !made.inItems.includes(market)),
    (market): Code => {
      if (made.inPartly.includes(market)) return "only-partly";
      if (!attached.includes(market)) return "detached";
      return freshness.lag[market] === null ? "never-heard" : "held-back";
    },
  );
  const of: Partial<Record<Code, readonly string[]>> = {
    ...Object.fromEntries(unshown),
    outdated: outdatedIn(freshness),
    "mean-of-days": made.meanOfDays,
    "without-rates": made.withoutRates,
  };
  const alone: Partial<Record<Code, boolean>> = {
    "no-markets": markets.length === 0,
    "newest-rate": made.undatedExchanged,
  };
  return (Object.keys(notes) as Code[]).flatMap((code): readonly ReportNote[] => {
    const said = of[code] ?? [];
    if (said.length > 0) return [{ code, detail: notes[code], of: said }];
    return alone[code] ? [{ code, detail: notes[code] }] : [];
  });
}
