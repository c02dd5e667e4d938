import type { Minor } from "#kernel/money";
import { type Instant, millisecondsOf } from "#kernel/time";
import type { OrderId } from "#ordering/contracts/ids";
import type { Calendar } from "./calendar.ts";
import { type Epoch, epochOfCorrection, epochOfSale } from "./epoch.ts";
import { pseudonymOf } from "./identity.ts";
import type { Observation } from "./observation.ts";
import type { ObservationStore } from "./observation-store.ts";
import {
  type Cancelled,
  observationsOfCancellation,
  observationsOfSale,
  type ReadOrder,
  readSoldOrder,
  type SoldOrder,
} from "./order-observations.ts";

/** An order was confirmed. */
export type OrderConfirmed = { readonly orderId: OrderId };
/** Lines of an order were cancelled. */
export type OrderCancelled = OrderConfirmed &
  Cancelled & {
    readonly at: Instant;
    /** Whether the order had been confirmed; what never was sold is no sale less. */
    readonly confirmed: boolean;
    /** What is no longer owed by it, seller by seller, in minor units. */
    readonly shares: readonly { readonly goods: Minor }[];
  };

/** What recording stands on. */
export type RecordingPorts = {
  readonly readOrder: ReadOrder;
  /** The market's epochs, oldest first. */
  readonly epochs: () => Promise<readonly Epoch[]>;
  /** Records observations of an epoch; `undefined` for those that never cross. */
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
    // of the first that is known of buyer id, tax id, e-mail, phone and postcode, under the market's key
    identity: pseudonymOf(await key(), buyer),
    arrivedIn: calendar.monthAt(now),
  });
  return {
    async confirmed({ orderId }: OrderConfirmed, now: Instant): Promise<void> {
      const order = await readSoldOrder(readOrder, orderId);
      // that of its confirmation, if the market was attached to the centre when the order came in, too
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

/** Slots remembered at most; forgetting one costs a write. */
const remembered = 10_000;

/**
 * Records observations, each once whatever is repeated, and tells the writer where to look: it touches their slots. Before
 * they are recorded, so that none lies where nobody looks; and after, so that a slot's last arrival is never older than
 * what arrived by more than a quarter of the grace time. A touch less old than that quarter will do.
 * @param clock reads the time
 */
export function storeObservations(
  store: Pick<ObservationStore, "record" | "touch">,
  graceSeconds: number,
  clock: () => Instant,
) {
  const touched = new Map<string, number>();
  const freshMilliseconds = (graceSeconds * 1_000) / 4;
  async function touch(epoch: number, slot: string): Promise<void> {
    const name = `${epoch}#${slot}`;
    const at = clock();
    if (millisecondsOf(at) - (touched.get(name) ?? Number.NEGATIVE_INFINITY) < freshMilliseconds) return;
    await store.touch(epoch, slot, at);
    if (touched.size >= remembered) touched.clear();
    touched.set(name, millisecondsOf(at));
  }
  /** @param epoch `undefined` for observations that never cross */
  return async (observations: readonly Observation[], epoch: number | undefined): Promise<void> => {
    const slots = epoch === undefined ? [] : [...new Set(observations.map(({ slot }) => slot))];
    for (const slot of slots) await touch(epoch as number, slot);
    await Promise.all(observations.map((observation) => store.record(observation, epoch)));
    for (const slot of slots) await touch(epoch as number, slot);
  };
}
