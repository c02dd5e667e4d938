import type { Minor } from "#kernel/money";
import type { Instant } from "#kernel/time";
import type { OrderId } from "#ordering/contracts/ids";
import type { OrderSums } from "./control-totals.ts";
import type { BuyerIdentifiers } from "./identity.ts";
import type { SoldLine, SoldOrder } from "./order-observations.ts";

/** The head of an order, as far as reporting reads it. */
export type OrderHead = {
  readonly id: OrderId;
  readonly channel: string;
  readonly placedAt: Instant;
  /** When the market took it in. */
  readonly recordedAt: Instant;
  readonly totals: { readonly goods: Minor; readonly shipping: Minor; readonly total: Minor };
  /** Absent until it is confirmed. */
  readonly confirmedAt?: Instant;
  /** Lines that were cancelled before it was confirmed: they were never sold. */
  readonly withdrawnLines?: readonly string[];
};
export type OrderRead = {
  readonly order: OrderHead;
  readonly lines: readonly SoldLine[];
  readonly buyer?: BuyerIdentifiers | undefined;
};

/** Reads orders of the market, as they are now. */
export type ReadOrder = (id: OrderId) => Promise<OrderRead | undefined>;

/** Reads an order that was confirmed. @throws Error when there is none: the event is delivered again */
export async function readSoldOrder(read: ReadOrder, id: OrderId): Promise<SoldOrder & { readonly sums: OrderSums }> {
  const { order, lines, buyer = {} } = (await read(id)) ?? {};
  if (order?.confirmedAt === undefined) throw new Error("an order is told confirmed and does not say so itself");
  const withdrawn = new Set(order.withdrawnLines);
  const lost = (lines ?? []).filter(({ lineId }) => withdrawn.has(lineId));
  const withdrawnGoods = lost.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0) as Minor;
  const { goods, shipping, total } = order.totals;
  return {
    id,
    channel: order.channel,
    placedAt: order.placedAt,
    recordedAt: order.recordedAt,
    confirmedAt: order.confirmedAt,
    lines: (lines ?? []).filter(({ lineId }) => !withdrawn.has(lineId)),
    shipping,
    buyer,
    sums: { goods, shipping, total, withdrawnGoods },
  };
}
