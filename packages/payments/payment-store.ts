import type { Instant } from "#kernel/time";
import type { OrderId } from "#ordering/contracts/ids";
import type { IntegrationEvent } from "./integration-events.ts";
import type { Payment } from "./payment.ts";

/** A payment before and after, with what others learn of it, in one write. */
export type PaymentChange = {
  readonly before: Payment;
  readonly after: Payment;
  readonly integrationEvents: readonly IntegrationEvent[];
  readonly at: Instant;
  /** The id of the event that caused it. Nothing is caused twice by one event. */
  readonly cause: string | undefined;
};

/** A payment of which an operation wants polling, or an authorisation wants to be asked for again. */
export type Due = { readonly orderId: OrderId; readonly since: Instant };

export type PaymentStore = {
  /** Reads with strong consistency. Orders never heard of have a payment too, at version 0. */
  find(orderId: OrderId): Promise<Payment>;
  /** @returns `changed-meanwhile` when the payment is no longer `before`; `already-done` for a repeated cause */
  save(change: PaymentChange): Promise<"saved" | "changed-meanwhile" | "already-done">;
  /** What is due by now, oldest first, at most `limit`. May be a little behind what was saved. */
  findDue(now: Instant, limit: number): Promise<readonly Due[]>;
};
