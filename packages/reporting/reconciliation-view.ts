import * as z from "zod/mini";
import { batchV1 } from "./contracts/batch.v1.ts";
import { levels } from "./level.ts";

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
      /** What the orders themselves say. */
      ledger: z.object(sums),
      published: z.object(sums),
      /** By the level at which it will be tried next; a level at which nothing waits is absent. */
      heldBack: z.object({ ...sums, byLevel: z.partialRecord(z.enum(levels), z.object(sums)) }),
      neverSent: z.object(sums),
    }),
  ),
  /** Whether in every epoch the ledger is what was published, is held back or was never sent, to the last unit. Facts lie
   *  seconds behind their orders: while orders come in, a moment's difference is no fault. */
  balanced: z.boolean(),
});
export type ReconciliationView = z.output<typeof reconciliationView>;

/** One page of what the market published, as it crossed. */
export const publishedView = z.object({ items: z.array(batchV1.data), next: z.nullable(z.string()) });
