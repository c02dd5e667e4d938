import type { Instant } from "#kernel/time";
import type { Batch, SeriesName } from "./batch.ts";
import type { Series } from "./series.ts";

/** Strays that are looked at at once. */
export const strayPage = 100;

/** Where the centre keeps batches, and how far each series has come. */
export type BatchStore = {
  /** Keeps a batch unless its number is taken. @returns `another` when the number belongs to other figures */
  keep(batch: Batch): Promise<"kept" | "kept-already" | "another">;
  /** Reads the newest state, not an older one. */
  find(name: SeriesName, sequence: number): Promise<Batch | undefined>;
  /** The batches after `after` up to `through`, ascending, at most `limit`, and fewer where they are large. */
  read(
    name: SeriesName,
    range: { readonly after: number; readonly through: number; readonly limit: number },
  ): Promise<readonly Batch[]>;
  /** The numbers of the batches behind `after`, ascending, at most `strayPage`. */
  straysAfter(name: SeriesName, after: number): Promise<readonly number[]>;

  allSeries(): Promise<readonly Series[]>;
  /** Reads the newest state. */
  findSeries(name: SeriesName): Promise<Series | undefined>;
  /** A batch came in. */
  noteReceived(name: SeriesName, sequence: number, at: Instant): Promise<void>;
  /** The market says how many batches there are. */
  noteKnown(name: SeriesName, known: number, at: Instant): Promise<void>;
  /** Moves a series on by one, from `sequence - 1`. Nothing happens when it has moved on already. */
  moveOn(name: SeriesName, sequence: number, at: Instant): Promise<void>;
  /** An answer was sent. @param asked whether it asked for something */
  noteAnswered(series: Series, at: Instant, asked: boolean): Promise<void>;
};
