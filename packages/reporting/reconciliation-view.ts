import * as z from "zod/mini";
import { type Currency, formatAmount, minor } from "#kernel/money";
import { levels } from "./level.ts";
import type { Sums } from "./observation.ts";
import { isBalanced, type Reconciliation } from "./reconciliation.ts";

/** An exact decimal of the market's currency, which the view names once. */
const amount = z.string();
const sums = {
  sale: z.object({ orders: z.int(), goods: amount }),
  cancellation: z.object({ orders: z.int(), goods: amount }),
  shipping: amount,
};

/** What was sold, and what became of it on its way to the centre. */
export const reconciliationView = z.object({
  market: z.string(),
  currency: z.string(),
  epochs: z.array(
    z.object({
      epoch: z.int(),
      state: z.enum(["open", "closed"]),
      /** The control totals: what the orders themselves say. */
      ledger: z.object(sums),
      published: z.object(sums),
      /** By the level at which it will be evaluated next; a level at which nothing waits is absent. */
      heldBack: z.object({ ...sums, byLevel: z.partialRecord(z.enum(levels), z.object(sums)) }),
      neverSent: z.object(sums),
    }),
  ),
  /** Whether in every epoch the ledger is what was published, is held back or was never sent, to the last unit.
   *  Observations lie seconds behind their orders: while orders come in, a moment's difference is no fault. */
  balanced: z.boolean(),
});
/** What `GET /reconciliation` answers. */
export type ReconciliationView = z.output<typeof reconciliationView>;

/** Reconciliations as people and programs outside see them: amounts as exact decimals of the market's currency. */
export function reconciliationViewOf(
  reconciliations: readonly Reconciliation[],
  market: { readonly code: string; readonly currency: Currency },
): ReconciliationView {
  const show = (some: Sums) => shown(some, market.currency);
  return {
    market: market.code,
    currency: market.currency.code,
    epochs: reconciliations.map(({ epoch, state, controlTotals, published, heldBack, heldByLevel, discarded }) => ({
      epoch,
      state,
      ledger: show(controlTotals),
      published: show(published),
      heldBack: {
        ...show(heldBack),
        byLevel: Object.fromEntries([...heldByLevel].map(([level, held]) => [level, show(held)])),
      },
      neverSent: show(discarded),
    })),
    balanced: reconciliations.every(isBalanced),
  };
}

function shown({ sale, cancellation, shipping }: Sums, currency: Currency) {
  const money = (value: number | undefined) => formatAmount(minor(value ?? 0), currency);
  return {
    sale: { orders: sale?.orders ?? 0, goods: money(sale?.goods) },
    cancellation: { orders: cancellation?.orders ?? 0, goods: money(cancellation?.goods) },
    shipping: money(shipping?.amount),
  };
}
