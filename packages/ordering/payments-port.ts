import type { Minor } from "#kernel/money";
import type { PaymentId } from "#payments/contracts/ids";
import type { OrderId } from "./contracts/ids.ts";

/** What payments tells of an order's payment. */
export type PaymentOfOrder = {
  readonly id: PaymentId;
  readonly status: string;
  readonly authorised: Minor;
  readonly captured: Minor;
  readonly refunded: Minor;
};

/** Payments of orders, as payments tells them; an order whose payment has not begun has none. */
export type ReadPayments = (ids: readonly OrderId[]) => Promise<ReadonlyMap<OrderId, PaymentOfOrder>>;
/** The same for one order. */
export type ReadPayment = (id: OrderId) => Promise<PaymentOfOrder | undefined>;
