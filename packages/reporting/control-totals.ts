import type { Minor } from "#kernel/money";
import type { Sums } from "./observation.ts";

/** An order's sums as the order itself keeps them; all in minor units. */
export type OrderSums = {
  readonly goods: Minor;
  readonly shipping: Minor;
  /** Goods of lines that were cancelled before the order was confirmed. */
  readonly withdrawnGoods: Minor;
};

/** One entry of the control totals. Made once, under what it is about. */
export type ControlEntry = {
  readonly epoch: number;
  readonly orderId: string;
  /** `sale`, or the cancelling event. */
  readonly cause: string;
  readonly sums: Sums;
};

/** What a confirmed order adds to the control totals. Made of the order's own totals, not of its observations: the two
 *  are to agree. */
export const saleTotals = ({ goods, shipping, withdrawnGoods }: OrderSums): Sums => ({
  sale: { orders: 1, goods: goods - withdrawnGoods },
  ...(shipping > 0 ? { shipping: { amount: shipping } } : {}),
});

/**
 * What a cancellation adds to the control totals, made of the money that is no longer owed by it.
 * @param shares what the cancelling event says of it, seller by seller
 */
export const cancellationTotals = ({
  shares,
  whole,
}: {
  readonly shares: readonly { readonly goods: Minor }[];
  readonly whole: boolean;
}): Sums => ({
  cancellation: { orders: whole ? 1 : 0, goods: shares.reduce((sum, { goods }) => sum + goods, 0) },
});
