import type { Batch, SeriesName } from "./batch.ts";
import type { SeriesStore } from "./series-store.ts";

/** Batches behind a gap that are looked at at once. */
export const outOfOrderPage = 100;

/** Where the centre keeps batches, and how far each series has come. */
export type BatchStore = SeriesStore & {
  /** Keeps a batch unless its number is taken. @returns `another` when the number belongs to other figures */
  keep(batch: Batch): Promise<"kept" | "kept-already" | "another">;
  /** Reads the newest state, not an older one. @returns `undefined` when it is not here */
  find(name: SeriesName, sequence: number): Promise<Batch | undefined>;
  /** The batches after `after` up to `through`, ascending, at most `limit`, and fewer where they are large. */
  read(
    name: SeriesName,
    range: { readonly after: number; readonly through: number; readonly limit: number },
  ): Promise<readonly Batch[]>;
  /** Notes that a batch is the first of its series to be written on this day or a later one: no batch before it was
   *  written later than the days noted so far. Noting it again changes nothing. */
  noteFirstOfDay(name: SeriesName, day: string, sequence: number): Promise<void>;
  /** The first batch that was noted for this day or a later one. @returns `undefined` where none was */
  firstSince(name: SeriesName, day: string): Promise<number | undefined>;
  /** The numbers of the batches behind `after`, ascending, at most `outOfOrderPage`. */
  outOfOrderAfter(name: SeriesName, after: number): Promise<readonly number[]>;
};
