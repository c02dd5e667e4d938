import * as z from "zod/mini";
import { shipmentId } from "#fulfillment/contracts/ids";
import * as codes from "#kernel/codes";
import { idAs } from "#kernel/ids";
import { type Currency, type Minor, moneyView, zero } from "#kernel/money";
import { instant, money } from "#kernel/schemas";
import { categories, channels, paymentMethods } from "#markets/vocabulary";
import { paymentId, paymentIds } from "#payments/contracts/ids";
import type { Caller } from "#platform/caller";
import type { Buyer } from "./buyer.ts";
import { lineId, orderId } from "./contracts/ids.ts";
import { lineStatuses, lineTotal, totalsOf } from "./lines.ts";
import {
  type LineStatus,
  type Order,
  type OrderLine,
  onRequest,
  orderStatuses,
  progressOf,
  type Totals,
} from "./order.ts";
import type { PaymentOfOrder } from "./payments-port.ts";

/** An order as its clients see it. */
export const orderView = z.object({
  id: orderId,
  externalId: z.optional(z.string()),
  market: z.string(),
  status: z.enum(orderStatuses),
  statusReason: z.optional(z.string()),
  channel: z.enum(channels),
  currency: z.string(),
  placedAt: instant,
  recordedAt: instant,
  dueAt: z.optional(instant),
  lines: z.array(
    z.object({
      lineId,
      sellerId: codes.sellerId,
      sku: codes.sku,
      title: z.string(),
      category: z.enum(categories),
      quantity: z.int(),
      unitPrice: money,
      total: money,
      status: z.enum(["open", "allocated", "dispatched", "delivered", "cancelled"]),
      nodeId: z.optional(codes.nodeId),
    }),
  ),
  goods: money,
  shipping: money,
  discount: money,
  tax: money,
  total: money,
  /** Without amounts for sellers: they are the whole order's. */
  payment: z.object({
    id: paymentId,
    method: z.enum(paymentMethods),
    status: z.string(),
    authorised: z.optional(money),
    captured: z.optional(money),
    refunded: z.optional(money),
  }),
  shipments: z.array(z.object({ id: shipmentId, status: z.enum(["planned", "dispatched", "delivered", "cancelled"]) })),
  /** Only for operations, support and the caller that placed the order. */
  buyer: z.optional(z.record(z.string(), z.string())),
  version: z.int(),
});
export type OrderView = z.output<typeof orderView>;

export type Shown = {
  readonly order: Order;
  readonly lines: readonly OrderLine[];
  readonly payment?: PaymentOfOrder | undefined;
  readonly buyer?: Buyer | undefined;
  readonly cancelReason?: string | undefined;
};

/** Whether personal data is for this caller. */
export const maySeeBuyer = (caller: Caller, { placedBy }: Pick<Order, "placedBy">): boolean =>
  caller.groups.has("operations") || caller.groups.has("support") || caller.id === placedBy;

/**
 * An order as this caller may see it. A caller bound to sellers gets its own lines, their sums and their shipments.
 * @returns `undefined` when none of the lines is for this caller
 */
export function orderViewFor(shown: Shown, caller: Caller): OrderView | undefined {
  const { sellerIds } = caller;
  if (!sellerIds) return view(shown, shown.order.totals, maySeeBuyer(caller, shown.order), true);
  const lines = shown.lines.filter(({ sellerId }) => sellerIds.has(sellerId));
  if (lines.length === 0) return undefined;
  return view({ ...shown, lines }, totalsOf(lines, zero), false, false);
}

const buyerFields = [
  ...(["id", "country", "region", "postcode", "postcodePrefix"] as const),
  ...(["name", "address", "email", "phone", "taxId"] as const),
];
/** A buyer, always in the same order: the table keeps none. */
export const shownBuyer = (buyer: Buyer): Record<string, string> =>
  Object.fromEntries(
    buyerFields.flatMap((field) => (buyer[field] === undefined ? [] : [[field, buyer[field]] as const])),
  );

/** A line as its clients see it. */
export const lineView = (line: OrderLine, status: LineStatus, currency: Currency): OrderView["lines"][number] => ({
  lineId: line.lineId,
  sellerId: line.sellerId,
  sku: line.sku,
  title: line.title,
  category: line.category,
  quantity: line.quantity,
  unitPrice: moneyView(line.unitPrice, currency),
  total: moneyView(lineTotal(line), currency),
  status,
  nodeId: line.nodeId,
});

function view(shown: Shown, totals: Totals, withBuyer: boolean, whole: boolean): OrderView {
  const { order, lines, payment, buyer, cancelReason } = shown;
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
    ...("statusReason" in order && whole
      ? { statusReason: (withBuyer && order.statusReason === onRequest && cancelReason) || order.statusReason }
      : {}),
    channel: order.channel,
    currency: order.currency.code,
    placedAt: order.placedAt,
    recordedAt: order.recordedAt,
    ...(order.status === "held" ? { dueAt: order.dueAt } : {}),
    lines: lines.map((line) => lineView(line, statusOf(line.lineId), order.currency)),
    goods: money(totals.goods),
    shipping: money(totals.shipping),
    discount: money(totals.discount),
    tax: money(totals.tax),
    total: money(totals.total),
    payment: {
      id: id ?? idAs(paymentIds, order.id),
      method: order.method,
      status,
      ...(whole ? { authorised: money(authorised), captured: money(captured), refunded: money(refunded) } : {}),
    },
    shipments: progress.shipments
      .filter(({ lineIds }) => whole || lineIds.some((lineId) => shownLines.has(lineId)))
      .map(({ id: shipmentId, status: shipmentStatus }) => ({ id: shipmentId, status: shipmentStatus })),
    ...(withBuyer && buyer ? { buyer: shownBuyer(buyer) } : {}),
    version: order.version,
  };
}
