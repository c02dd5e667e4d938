import { add, type Minor, subtract, zero } from "#kernel/money";
import { anythingLeft, goodsOf } from "./lines.ts";
import type { Order, OrderLine } from "./order.ts";

/** What is owed beyond the goods: shipping and tax less discount. It is owed once, as soon as anything is sent. */
const beyondGoods = ({ totals }: Order): Minor => subtract(totals.total, totals.goods);

/** What is no longer owed when these lines are cancelled. @param whole whether nothing at all was or will be sent */
export const cancelledAmount = (order: Order, lines: readonly OrderLine[], whole: boolean): Minor =>
  add(goodsOf(lines), whole ? beyondGoods(order) : zero);

/** What is owed for lines that leave now: their totals, and all that is not goods with the first of them. */
export const dispatchedAmount = (order: Order, lines: readonly OrderLine[]): Minor =>
  add(goodsOf(lines), anythingLeft(order) ? zero : beyondGoods(order));
