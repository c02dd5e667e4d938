import type { Addition, Span, Sum } from "./rollup.ts";

/** Sums by series, span and period. A report is made of them alone. */
export type RollupStore = {
  /**
   * Adds a batch to a sum, once: a sum knows the last sequence it counted. Batches of a series come in order.
   * @throws RangeError when the sum would no longer be exact
   * @throws ContentionError when others write the same sum all the time
   */
  add(addition: Addition): Promise<void>;
  /** A market's sums of one span whose period lies between two, both included; all without a range. Page by page, so
   *  that who has enough can stop. */
  sums(
    market: string,
    span: Span,
    range?: { readonly from: string; readonly to: string },
  ): AsyncIterable<readonly Sum[]>;
};
