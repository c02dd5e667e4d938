import * as z from "zod/mini";
import type { MarketGroup } from "#access/contracts/groups";
import { shipmentId } from "#fulfillment/contracts/ids";
import * as codes from "#kernel/codes";
import { idAs } from "#kernel/ids";
import { type Currency, type Minor, moneyView, zero } from "#kernel/money";
import { instant, money } from "#kernel/schemas";
import { categories, channels, paymentMethods } from "#markets/vocabulary";
import { paymentId, paymentIds } from "#payments/contracts/ids";
import { type Caller, isMachine } from "#platform/caller";
import { type MemberWords, membersWhere } from "#platform/view-members";
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
import type { Buyer, PersonalData } from "./personal-data.ts";

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
  payment: z.object({
    id: paymentId,
    method: z.enum(paymentMethods),
    status: z.string(),
    authorised: z.optional(money),
    captured: z.optional(money),
    refunded: z.optional(money),
  }),
  shipments: z.array(z.object({ id: shipmentId, status: z.enum(["planned", "dispatched", "delivered", "cancelled"]) })),
  buyer: z.optional(z.record(z.string(), z.string())),
  version: z.int(),
});
export type OrderView = z.output<typeof orderView>;

/** As whom somebody looks at an order: callers that are bound to sellers as `seller` and as nothing else; all others as
 *  `unbound`, as the groups they are in, and as the `placer` of an order that they placed. */
export type Viewer = MarketGroup | "unbound" | "placer";

const everyone: readonly Viewer[] = ["seller", "unbound"];
/** What is the whole order's: a seller sees its own part. */
const notSellers: readonly Viewer[] = ["unbound"];
/** People who answer for the order, and whoever brought the data. */
const confidants: readonly Viewer[] = ["operations", "support", "placer"];

/** Whom each member of an order's personal data may be shown to. */
const personalDataVisibleTo = {
  buyer: confidants,
  cancelReason: confidants,
} as const satisfies MemberWords<PersonalData, readonly Viewer[]>;

/** Whom each member of the view is for. Of lines, and of shipments, a seller sees its own. */
export const visibleTo = {
  id: everyone,
  externalId: everyone,
  market: everyone,
  status: everyone,
  statusReason: notSellers,
  channel: everyone,
  currency: everyone,
  placedAt: everyone,
  recordedAt: everyone,
  dueAt: everyone,
  lines: {
    lineId: everyone,
    sellerId: everyone,
    sku: everyone,
    title: everyone,
    category: everyone,
    quantity: everyone,
    unitPrice: everyone,
    total: everyone,
    status: everyone,
    nodeId: everyone,
  },
  goods: everyone,
  shipping: everyone,
  discount: everyone,
  tax: everyone,
  total: everyone,
  payment: {
    id: everyone,
    method: everyone,
    status: everyone,
    authorised: notSellers,
    captured: notSellers,
    refunded: notSellers,
  },
  shipments: { id: everyone, status: everyone },
  buyer: personalDataVisibleTo.buyer,
  version: everyone,
} as const satisfies MemberWords<OrderView, readonly Viewer[]>;

/** Whether a caller may know of an order: our people of every one, a machine of those that it placed itself. Of sellers
 *  the lines decide. */
export const concerns = (caller: Caller, { placedBy }: Pick<Order, "placedBy">): boolean =>
  caller.sellerIds !== undefined || !isMachine(caller) || caller.id === placedBy;

/** Whether what is for these viewers is for this caller. */
const seenBy =
  (caller: Caller, { placedBy }: Pick<Order, "placedBy">) =>
  (audience: readonly Viewer[]): boolean =>
    audience.some((viewer) => {
      if (caller.sellerIds) return viewer === "seller";
      if (viewer === "placer") return caller.id === placedBy;
      return viewer === "unbound" || caller.groups.has(viewer);
    });

/** All that a view is made of. Without `payment` nothing has been paid or asked for yet. */
export type ShownOrder = Partial<PersonalData> & {
  readonly order: Order;
  readonly lines: readonly OrderLine[];
  readonly payment?: PaymentOfOrder | undefined;
};

/**
 * An order as this caller may see it. A caller bound to sellers gets its own lines, their sums and their shipments.
 * @returns `undefined` when nothing of it is for this caller
 */
export function orderViewFor(shown: ShownOrder, caller: Caller): OrderView | undefined {
  const { order } = shown;
  const { sellerIds } = caller;
  if (!concerns(caller, order)) return undefined;
  const lines = shown.lines.filter(({ sellerId }) => !sellerIds || sellerIds.has(sellerId));
  if (sellerIds && lines.length === 0) return undefined;
  const view = wholeView({ ...shown, lines }, sellerIds ? totalsOf(lines, zero) : order.totals);
  return membersWhere(withPersonalData(view, shown, caller), visibleTo, seenBy(caller, order));
}

/** A view together with the personal data of its order, as far as they are for this caller. */
export function withPersonalData<View extends Pick<OrderView, "statusReason">>(
  view: View,
  { order, ...more }: Pick<ShownOrder, "order"> & Partial<PersonalData>,
  caller: Caller,
): View & Pick<OrderView, "statusReason" | "buyer"> {
  const shown: Partial<PersonalData> = membersWhere(more, personalDataVisibleTo, seenBy(caller, order));
  const { buyer, cancelReason } = shown;
  return {
    ...view,
    ...(view.statusReason === onRequest && cancelReason !== undefined ? { statusReason: cancelReason } : {}),
    ...(buyer ? { buyer: shownBuyer(buyer) } : {}),
  };
}

const buyerFields = [
  ...(["id", "country", "region", "postcode", "postcodePrefix"] as const),
  ...(["name", "address", "email", "phone", "taxId"] as const),
];
/** A buyer, always in the same order: the table keeps none. */
const shownBuyer = (buyer: Buyer): Record<string, string> =>
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

/** All that the view may hold of these lines, but no personal data. */
function wholeView({ order, lines, payment }: ShownOrder, totals: Totals): OrderView {
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
    ...("statusReason" in order ? { statusReason: order.statusReason } : {}),
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
      authorised: money(authorised),
      captured: money(captured),
      refunded: money(refunded),
    },
    shipments: progress.shipments
      .filter(({ lineIds }) => lineIds.some((lineId) => shownLines.has(lineId)))
      .map(({ id: shipmentId, status: shipmentStatus }) => ({ id: shipmentId, status: shipmentStatus })),
    version: order.version,
  };
}
