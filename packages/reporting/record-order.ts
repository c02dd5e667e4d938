import type { Minor } from "#kernel/money";
import type { Instant } from "#kernel/time";
import type { OrderId } from "#ordering/contracts/ids";
import type { Calendar } from "./calendar.ts";
import { type Epoch, epochOfCorrection, epochOfSale } from "./epoch.ts";
import type { Fact } from "./fact.ts";
import { pseudonymOf } from "./identity.ts";
import { cancellationEntry, saleEntry } from "./ledger.ts";
import { type Cancelled, factsOfCancellation, factsOfSale, type SoldOrder } from "./order-facts.ts";
import { type ReadOrder, readSold } from "./order-port.ts";
import type { LedgerStore } from "./reporting-store.ts";

/** An order was confirmed. */
export type OrderConfirmed = { readonly orderId: OrderId };
/** Lines of a confirmed order were cancelled. */
export type OrderCancelled = OrderConfirmed &
  Cancelled & {
    readonly at: Instant;
    /** What is no longer owed by it. */
    readonly amount: Minor;
  };

export type FactDesk = {
  readonly readOrder: ReadOrder;
  readonly epochs: () => Promise<readonly Epoch[]>;
  readonly record: (facts: readonly Fact[], epoch: number | undefined) => Promise<void>;
  readonly calendar: Calendar;
  /** The market's key for pseudonyms. */
  readonly key: () => Promise<string>;
};

/** Turns orders into facts. Repeats change nothing: the same happening has the same facts. */
export function orderRecorder({ readOrder, epochs, record, calendar, key }: FactDesk) {
  const circumstances = async ({ buyer }: SoldOrder, at: Instant, now: Instant) => ({
    slot: calendar.slotAt(at),
    identity: pseudonymOf(await key(), buyer),
    arrivedIn: calendar.monthAt(now),
  });
  return {
    async sold({ orderId }: OrderConfirmed, now: Instant): Promise<void> {
      const order = await readSold(readOrder, orderId);
      const epoch = epochOfSale(await epochs(), order);
      await record(factsOfSale(order, await circumstances(order, order.placedAt, now)), epoch);
    },
    async cancelled({ orderId, at, ...event }: OrderCancelled, now: Instant): Promise<void> {
      const order = await readSold(readOrder, orderId);
      const epoch = epochOfCorrection(await epochs(), order, at);
      await record(factsOfCancellation(order, event, await circumstances(order, at, now)), epoch);
    },
  };
}

/** Enters orders in the market's ledger: from their own totals and the money owed, never from facts. */
export function ledgerKeeper({
  readOrder,
  epochs,
  ledger,
}: Pick<FactDesk, "readOrder" | "epochs"> & { readonly ledger: Pick<LedgerStore, "enter"> }) {
  return {
    async sold({ orderId }: OrderConfirmed): Promise<void> {
      const order = await readSold(readOrder, orderId);
      const epoch = epochOfSale(await epochs(), order);
      if (epoch !== undefined) await ledger.enter({ epoch, orderId, cause: "sale", sums: saleEntry(order.sums) });
    },
    async cancelled({ orderId, at, eventId, ...event }: OrderCancelled): Promise<void> {
      const order = await readSold(readOrder, orderId);
      const epoch = epochOfCorrection(await epochs(), order, at);
      if (epoch !== undefined)
        await ledger.enter({ epoch, orderId, cause: eventId, sums: cancellationEntry(order.sums, event) });
    },
  };
}
