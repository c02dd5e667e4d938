import type { Instant } from "#kernel/time";
import type { SeriesName } from "./batch.ts";
import type { Series } from "./series.ts";

/** How far each series has come. */
export type SeriesStore = {
  /** All series of all markets, read consistently. */
  allSeries(): Promise<readonly Series[]>;
  /** Reads the newest state. @returns `undefined` for a series of which nothing came in yet */
  findSeries(name: SeriesName): Promise<Series | undefined>;
  /** A batch came in. */
  noteReceived(name: SeriesName, sequence: number, at: Instant): Promise<void>;
  /** The market says how many batches there are. */
  noteKnown(name: SeriesName, known: number, at: Instant): Promise<void>;
  /** Advances a series by one, from `sequence - 1`. Nothing happens when it has advanced already.
   *  @param newestDay of the batches up to this one */
  advance(name: SeriesName, sequence: number, newestDay: string, at: Instant): Promise<void>;
  /** The market was told how far the series is. @param asked whether it was asked for something */
  noteAnswered(series: Series, at: Instant, asked: boolean): Promise<void>;
};
