import type { Level } from "./level.ts";
import { addSums, type Sums, subtractSums } from "./observation.ts";

/**
 * What became of the sales of one epoch: `published` crossed, `heldBack` waits to be many enough, `discarded` will not
 * cross any more. `controlTotals` is what the orders themselves say was sold, counted apart.
 */
export type Reconciliation = {
  readonly epoch: number;
  readonly state: "open" | "closed";
  readonly controlTotals: Sums;
  readonly published: Sums;
  readonly heldBack: Sums;
  readonly heldByLevel: ReadonlyMap<Level, Sums>;
  readonly discarded: Sums;
};

/** Whether what was sold equals what was published, is held back or will never be sent, to the last unit. Units are not
 *  compared: the control totals know money and orders only. */
export function isBalanced({ controlTotals, published, heldBack, discarded }: Reconciliation): boolean {
  const rest = subtractSums(controlTotals, addSums(published, addSums(heldBack, discarded)));
  return [
    rest.sale?.orders,
    rest.sale?.goods,
    rest.cancellation?.orders,
    rest.cancellation?.goods,
    rest.shipping?.amount,
  ]
    .map((difference) => difference ?? 0)
    .every((difference) => difference === 0);
}
