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
  /** The numbers of the batches behind `after`, ascending, at most `outOfOrderPage`. */
  outOfOrderAfter(name: SeriesName, after: number): Promise<readonly number[]>;
};
