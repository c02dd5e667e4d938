import type { Instant } from "#kernel/time";
import type { OrderId } from "#ordering/contracts/ids";
import type { Announcement } from "./announcements.ts";
import type { Payment } from "./payment.ts";

/** A payment before and after, with what the world is told of it, in one write. */
export type PaymentChange = {
  readonly before: Payment;
  readonly after: Payment;
  readonly announcements: readonly Announcement[];
  readonly at: Instant;
  /** The id of the event that caused it. Nothing is caused twice by one event. */
  readonly cause: string | undefined;
};

/** A payment of which an attempt wants asking for, or a promise wants renewing. */
export type Due = { readonly orderId: OrderId; readonly since: Instant };

export type PaymentStore = {
  /** Reads with strong consistency. Orders never heard of have a payment too, at version 0. */
  find(orderId: OrderId): Promise<Payment>;
  /** @returns `changed-meanwhile` when the payment is no longer `before`; `already-done` for a repeated cause */
  save(change: PaymentChange): Promise<"saved" | "changed-meanwhile" | "already-done">;
  /** What is due by now, oldest first, at most `limit`. May be a little behind what was saved. */
  findDue(now: Instant, limit: number): Promise<readonly Due[]>;
};
