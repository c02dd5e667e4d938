import * as z from "zod/mini";
import type { MarketGroup } from "#access/contracts/groups";
import { shipmentId } from "#fulfillment/contracts/ids";
import { idAs } from "#kernel/ids";
import { type Currency, type Minor, moneyView, zero } from "#kernel/money";
import { instant, money } from "#kernel/schemas";
import { channels, paymentMethods } from "#markets/vocabulary";
import { paymentId, paymentIds } from "#payments/contracts/ids";
import type { Caller } from "#platform/caller";
import { type MemberWords, membersWhere } from "#platform/view-members";
import { reasonsByLine } from "./cancel-reasons.ts";
import { orderId } from "./contracts/ids.ts";
import { lineView, orderLineView } from "./line-view.ts";
import { cancelledUnitsOf, lineStatuses } from "./lines.ts";
import { type Order, type OrderLine, onRequest, orderStatuses, progressOf, type Totals } from "./order.ts";
import type { PaymentOfOrder } from "./payments-port.ts";
import type { Buyer, PersonalData } from "./personal-data.ts";
import { type PlacedAndCurrent, totalsFor } from "./totals.ts";
import { concerns } from "./whose-order.ts";

const sums = { goods: money, shipping: money, discount: money, tax: money, total: money };

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
  lines: z.array(orderLineView),
  ...sums,
  /** What it comes to now, after cancellations: what the buyer pays, or has paid and is not given back. */
  current: z.object(sums),
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
  note: z.optional(z.string()),
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
  note: confidants,
  cancelReason: confidants,
  lineReasons: confidants,
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
    cancelledQuantity: everyone,
    unitPrice: everyone,
    total: everyone,
    discount: everyone,
    status: everyone,
    cancelReason: personalDataVisibleTo.lineReasons,
    nodeId: everyone,
  },
  goods: everyone,
  shipping: everyone,
  discount: everyone,
  tax: everyone,
  total: everyone,
  current: everyone,
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
  note: personalDataVisibleTo.note,
  version: everyone,
} as const satisfies MemberWords<OrderView, readonly Viewer[]>;

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
 * An order as this caller may see it. A caller bound to sellers gets its own lines, their sums with their part of the
 * shipping, and their shipments.
 * @returns `undefined` when nothing of it is for this caller
 */
export function orderViewFor(shown: ShownOrder, caller: Caller): OrderView | undefined {
  const { order } = shown;
  const { sellerIds } = caller;
  if (!concerns(caller, order)) return undefined;
  const lines = shown.lines.filter(({ sellerId }) => !sellerIds || sellerIds.has(sellerId));
  if (sellerIds && lines.length === 0) return undefined;
  const view = wholeView({ ...shown, lines }, totalsFor(order, shown.lines, sellerIds));
  return membersWhere(withPersonalData(view, shown, caller), visibleTo, seenBy(caller, order));
}

/** A view together with the personal data of its order, as far as they are for this caller. */
export function withPersonalData<View extends Pick<OrderView, "statusReason" | "lines">>(
  view: View,
  { order, ...more }: Pick<ShownOrder, "order"> & Partial<PersonalData>,
  caller: Caller,
): View & Pick<OrderView, "statusReason" | "buyer" | "note"> {
  const shown: Partial<PersonalData> = membersWhere(more, personalDataVisibleTo, seenBy(caller, order));
  const { buyer, note, lineReasons = [] } = shown;
  const ofAll = view.statusReason === onRequest ? shown.cancelReason : undefined;
  const ofLines = reasonsByLine(lineReasons);
  const lines = view.lines.map((line) => {
    const cancelReason = line.cancelledQuantity > 0 ? (ofLines.get(line.lineId) ?? ofAll) : undefined;
    return cancelReason === undefined ? line : { ...line, cancelReason };
  });
  return {
    ...view,
    lines,
    ...(ofAll === undefined ? {} : { statusReason: ofAll }),
    ...(buyer ? { buyer: shownBuyer(buyer) } : {}),
    ...(note === undefined ? {} : { note }),
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

/** All that the view may hold of these lines, but no personal data. */
function wholeView({ order, lines, payment }: ShownOrder, { placed, current }: PlacedAndCurrent): OrderView {
  const money = (amount: Minor) => moneyView(amount, order.currency);
  const progress = progressOf(order);
  const statusOf = lineStatuses(progress);
  const cancelledOf = cancelledUnitsOf(progress);
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
    lines: lines.map((line) => {
      const standing = { status: statusOf(line.lineId), cancelledQuantity: cancelledOf(line) };
      return lineView(line, standing, order.currency);
    }),
    ...sumsView(placed, order.currency),
    current: sumsView(current, order.currency),
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

/** Sums as clients see them. */
const sumsView = ({ goods, shipping, discount, tax, total }: Totals, currency: Currency) => ({
  goods: moneyView(goods, currency),
  shipping: moneyView(shipping, currency),
  discount: moneyView(discount, currency),
  tax: moneyView(tax, currency),
  total: moneyView(total, currency),
});
