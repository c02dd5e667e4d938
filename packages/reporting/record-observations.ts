import type { Minor } from "#kernel/money";
import type { Instant } from "#kernel/time";
import type { OrderId } from "#ordering/contracts/ids";
import type { Calendar } from "./calendar.ts";
import { type Epoch, epochOfCorrection, epochOfSale } from "./epoch.ts";
import { pseudonymOf } from "./identity.ts";
import type { Observation } from "./observation.ts";
import {
  type Cancelled,
  observationsOfCancellation,
  observationsOfSale,
  type SoldOrder,
} from "./order-observations.ts";
import { type ReadOrder, readSoldOrder } from "./read-sold-order.ts";

/** An order was confirmed. */
export type OrderConfirmed = { readonly orderId: OrderId };
/** Lines of an order were cancelled. */
export type OrderCancelled = OrderConfirmed &
  Cancelled & {
    readonly at: Instant;
    /** Whether the order had been confirmed; what never was sold is no sale less. */
    readonly confirmed: boolean;
    /** What is no longer owed by it, in minor units. */
    readonly amount: Minor;
  };

export type RecordingPorts = {
  readonly readOrder: ReadOrder;
  /** The market's epochs, oldest first. */
  readonly epochs: () => Promise<readonly Epoch[]>;
  readonly store: (observations: readonly Observation[], epoch: number | undefined) => Promise<void>;
  readonly calendar: Calendar;
  /** The market's key for pseudonyms. */
  readonly key: () => Promise<string>;
};

/**
 * Turns what happens to orders into observations. Repeats change nothing: the same happening has the same observations.
 * @returns what to do when an order was confirmed, and when lines of one were cancelled
 */
export function recordObservations({ readOrder, epochs, store, calendar, key }: RecordingPorts) {
  const circumstances = async ({ buyer }: SoldOrder, at: Instant, now: Instant) => ({
    slot: calendar.slotAt(at),
    identity: pseudonymOf(await key(), buyer),
    arrivedIn: calendar.monthAt(now),
  });
  return {
    async confirmed({ orderId }: OrderConfirmed, now: Instant): Promise<void> {
      const order = await readSoldOrder(readOrder, orderId);
      const epoch = epochOfSale(await epochs(), order);
      await store(observationsOfSale(order, await circumstances(order, order.placedAt, now)), epoch);
    },
    async cancelled({ orderId, at, confirmed, ...event }: OrderCancelled, now: Instant): Promise<void> {
      if (!confirmed) return;
      const order = await readSoldOrder(readOrder, orderId);
      const epoch = epochOfCorrection(await epochs(), order, at);
      await store(observationsOfCancellation(order, event, await circumstances(order, at, now)), epoch);
    },
  };
}
