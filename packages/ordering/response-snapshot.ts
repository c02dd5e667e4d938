import type { NodeId } from "#kernel/codes";
import { parseAmount, zero } from "#kernel/money";
import type { Answer } from "#platform/answer";
import type { Caller } from "#platform/caller";
import { membersWhere, type SomeMemberWords } from "#platform/view-members";
import type { LineId } from "./contracts/ids.ts";
import { lineView } from "./line-view.ts";
import type { LineStatus } from "./order.ts";
import type { OrderWithPersonalData } from "./order-store.ts";
import { type OrderView, withPersonalData } from "./order-view.ts";

/** What an answer said of a line at its moment. All else of a line never changes, and lies with the order. */
type LineThen = readonly [lineId: LineId, quantity: number, nodeId: NodeId, status: LineStatus, more?: MoreThen];
/** Units that were cancelled where others were left, and what came off the line where anything did. */
type MoreThen = { readonly cancelled?: number; readonly discount?: string };

/**
 * What is kept of an answer that shows an order, besides its lines. A member that the view gains is kept only if it is
 * named here: what is kept lies outside the order for two days and is shown again without a further look at who may see
 * it, so nothing personal may stand here.
 */
const kept = {
  id: true,
  externalId: true,
  market: true,
  status: true,
  statusReason: true,
  channel: true,
  currency: true,
  placedAt: true,
  recordedAt: true,
  dueAt: true,
  goods: true,
  shipping: true,
  discount: true,
  tax: true,
  total: true,
  current: { goods: true, shipping: true, discount: true, tax: true, total: true },
  payment: { id: true, method: true, status: true, authorised: true, captured: true, refunded: true },
  shipments: { id: true, status: true },
  version: true,
} as const satisfies SomeMemberWords<Omit<OrderView, "lines">, true>;
/** `current` only where it differs from what the order came to at first. */
type Snapshot = Omit<Pick<OrderView, keyof typeof kept>, "current"> &
  Partial<Pick<OrderView, "current">> & { readonly lines: readonly LineThen[] };

/**
 * What is kept of an answer that shows an order, to give it again: without titles and prices of its lines, which lie with
 * the order, so that it fits into one item however long they are, and without personal data.
 * @param answer made without the order's personal data: a reason to cancel would stand in its words
 */
export function snapshotOf<Status extends number>({ body, ...head }: Answer<Status, OrderView | undefined>) {
  if (!body) return head;
  const lines = body.lines.map((line): LineThen => {
    const { lineId, quantity, nodeId = "", status } = line;
    const more = moreOf(line);
    return Object.keys(more).length > 0 ? [lineId, quantity, nodeId, status, more] : [lineId, quantity, nodeId, status];
  });
  const { current, ...members } = membersWhere(body, kept, () => true);
  const hasChanged = JSON.stringify(current) !== JSON.stringify(sumsAtFirst(members));
  const snapshot: Snapshot = { ...members, ...(hasChanged ? { current } : {}), lines };
  return { ...head, body: snapshot };
}

const moreOf = ({ quantity, cancelledQuantity, discount }: OrderView["lines"][number]): MoreThen => ({
  ...(cancelledQuantity > 0 && cancelledQuantity < quantity ? { cancelled: cancelledQuantity } : {}),
  ...(/[1-9]/.test(discount.amount) ? { discount: discount.amount } : {}),
});

const sumsAtFirst = ({ goods, shipping, discount, tax, total }: Omit<Snapshot, "current" | "lines">) => ({
  ...{ goods, shipping, discount, tax, total },
});

/** The whole answer, the first time and ever again the same: except for personal data, which are shown as the order has
 *  them now. @param answer what `snapshotOf` made of it */
export function answerFrom(answer: Answer, order: OrderWithPersonalData, caller: Caller): Answer {
  const snapshot = answer.body as Snapshot | undefined;
  if (!snapshot) return answer;
  const { currency } = order.order;
  const byId = new Map(order.lines.map((line) => [line.lineId, line]));
  const lines = snapshot.lines.flatMap(([lineId, quantity, nodeId, status, more = {}]) => {
    const line = byId.get(lineId);
    if (!line) return [];
    const cancelledQuantity = status === "cancelled" ? quantity : (more.cancelled ?? 0);
    const discount = parseAmount(more.discount ?? "0", currency) ?? zero;
    return [lineView({ ...line, quantity, nodeId, discount }, { status, cancelledQuantity }, currency)];
  });
  const { current = sumsAtFirst(snapshot) } = snapshot;
  return { ...answer, body: withPersonalData({ ...snapshot, current, lines }, order, caller) };
}
