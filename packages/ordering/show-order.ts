import { idAs, type PaymentId } from "#kernel/ids";
import { type Minor, moneyView, zero } from "#kernel/money";
import type { Caller } from "#platform/caller";
import type { Buyer } from "./buyer.ts";
import { lineStatuses, lineTotal, totalsOf } from "./lines.ts";
import { type Order, type OrderLine, progressOf, type Totals } from "./order.ts";
import type { OrderView } from "./order-view.ts";

/** What payments tells of an order's payment. */
export type PaymentOfOrder = {
  readonly id: PaymentId;
  readonly status: string;
  readonly authorised: Minor;
  readonly captured: Minor;
  readonly refunded: Minor;
};

export type Shown = {
  readonly order: Order;
  readonly lines: readonly OrderLine[];
  readonly payment?: PaymentOfOrder | undefined;
  readonly buyer?: Buyer | undefined;
};

/** Whether personal data is for this caller. */
export const maySeeBuyer = (caller: Caller, { placedBy }: Pick<Order, "placedBy">): boolean =>
  caller.groups.has("operations") || caller.groups.has("support") || caller.id === placedBy;

/**
 * An order as this caller may see it. A caller bound to sellers gets its own lines, their sums and their shipments.
 * @returns `undefined` when none of the lines is for this caller
 */
export function showOrder(shown: Shown, caller: Caller): OrderView | undefined {
  const { sellerIds } = caller;
  if (!sellerIds) return view(shown, shown.order.totals, maySeeBuyer(caller, shown.order), true);
  const lines = shown.lines.filter(({ sellerId }) => sellerIds.has(sellerId));
  if (lines.length === 0) return undefined;
  return view({ ...shown, lines }, totalsOf(lines, zero), false, false);
}

function view({ order, lines, payment, buyer }: Shown, totals: Totals, withBuyer: boolean, whole: boolean): OrderView {
  const money = (amount: Minor) => moneyView(amount, order.currency);
  const progress = progressOf(order);
  const statusOf = lineStatuses(progress);
  const shownLines = new Set(lines.map(({ lineId }) => lineId));
  const { id, status = "pending", authorised = zero, captured = zero, refunded = zero } = payment ?? {};
  return {
    id: order.id,
    ...(order.externalId === undefined ? {} : { externalId: order.externalId }),
    market: order.market,
    status: order.status,
    // free text of whoever cancelled: not for sellers, who see a part of the order only
    ...("statusReason" in order && whole ? { statusReason: order.statusReason } : {}),
    channel: order.channel,
    currency: order.currency.code,
    placedAt: order.placedAt,
    recordedAt: order.recordedAt,
    ...(order.status === "held" ? { dueAt: order.dueAt } : {}),
    lines: lines.map((line) => ({
      lineId: line.lineId,
      sellerId: line.sellerId,
      sku: line.sku,
      title: line.title,
      category: line.category,
      quantity: line.quantity,
      unitPrice: money(line.unitPrice),
      total: money(lineTotal(line)),
      status: statusOf(line.lineId),
      nodeId: line.nodeId,
    })),
    goods: money(totals.goods),
    shipping: money(totals.shipping),
    discount: money(totals.discount),
    tax: money(totals.tax),
    total: money(totals.total),
    payment: {
      id: id ?? idAs("pay", order.id),
      method: order.method,
      status,
      ...(whole ? { authorised: money(authorised), captured: money(captured), refunded: money(refunded) } : {}),
    },
    shipments: progress.shipments
      .filter(({ lineIds }) => whole || lineIds.some((lineId) => shownLines.has(lineId)))
      .map(({ id: shipmentId, status: shipmentStatus }) => ({ id: shipmentId, status: shipmentStatus })),
    ...(withBuyer && buyer ? { buyer: { ...buyer } as Record<string, string> } : {}),
    version: order.version,
  };
}
