import type { Instant } from "#kernel/time";
import type { OrderId } from "#ordering/contracts/ids";
import type { EntityStore, Stored } from "#platform/decide-and-save";
import type { Payment } from "./payment.ts";
import type { PaymentEvent } from "./payment-event.ts";

/** A payment of which an operation wants polling, or an authorisation wants to be asked for again. */
export type DuePayment = { readonly orderId: OrderId; readonly since: Instant };

/** Where payments lie, one for each order. */
export type PaymentStore = {
  /** Reads with strong consistency. Orders of which nothing is known have a payment too, at version 0. */
  find(orderId: OrderId): Promise<Stored<Payment>>;
  /** Where the payment of this order lies, or would lie. */
  at(orderId: OrderId): EntityStore<Payment, PaymentEvent>;
  /** What is due by now, oldest first, at most `limit`. May be a little behind what was saved. */
  findDue(now: Instant, limit: number): Promise<readonly DuePayment[]>;
};
