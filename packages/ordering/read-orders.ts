import type { SellerId } from "#kernel/codes";
import { isId } from "#kernel/ids";
import { type Answer, answer } from "#platform/answer";
import { type Caller, mayActFor } from "#platform/caller";
import { cursorOf, readCursor } from "#platform/page";
import { forbidden, invalid, notFound, type Problem, problem } from "#platform/problem";
import { type OrderId, orderIds } from "./contracts/ids.ts";
import type { OrderStatus } from "./order.ts";
import type { OrderList, OrderStore } from "./order-store.ts";
import { type PaymentOfOrder, showOrder } from "./show-order.ts";

/** Payments of orders, as payments tells them; an order whose payment has not begun has none. */
export type ReadPayments = (ids: readonly OrderId[]) => Promise<ReadonlyMap<OrderId, PaymentOfOrder>>;
export type ReadPayment = (id: OrderId) => Promise<PaymentOfOrder | undefined>;
export const onePayment =
  (readPayments: ReadPayments): ReadPayment =>
  async (id) =>
    (await readPayments([id])).get(id);

/** Shows one order. To a seller, one without its lines does not exist. */
export async function readOrder(
  { orders, readPayment }: { readonly orders: OrderStore; readonly readPayment: ReadPayment },
  { id, caller }: { readonly id: OrderId; readonly caller: Caller },
): Promise<Answer<200> | Problem<"not-found">> {
  const [found, payment] = await Promise.all([orders.findWithBuyer(id), readPayment(id)]);
  const view = found && showOrder({ ...found, payment }, caller);
  return view ? answer(200, view, { version: view.version }) : problem(notFound, "there is no such order");
}

export type ListQuery = {
  readonly limit: number;
  readonly after?: string | undefined;
  readonly status?: OrderStatus | undefined;
  readonly sellerId?: SellerId | undefined;
  readonly externalId?: string | undefined;
};

/** The order after which a page begins; nothing where the cursor is none of ours. */
const positionsIn = (after: string | undefined): readonly string[] =>
  (after === undefined ? [] : (readCursor(after, 1) ?? [])).filter((position) => isId(orderIds, position));

/** Lists orders, newest first. A seller's list holds orders with lines of its own only. */
export async function listOrders(
  { list, readPayments }: { readonly list: OrderList; readonly readPayments: ReadPayments },
  { query, caller }: { readonly query: ListQuery; readonly caller: Caller },
): Promise<Answer<200> | Problem<"invalid" | "forbidden">> {
  const { limit, after, status, sellerId, externalId } = query;
  if (sellerId !== undefined && !mayActFor(caller, sellerId)) return problem(forbidden, "this seller is not yours");
  const [position] = positionsIn(after);
  if (after !== undefined && position === undefined)
    return problem(invalid, "the position is none of ours", {
      errors: [{ pointer: "query:after", detail: "must be a `next` of an earlier page" }],
    });
  const sellerIds = sellerId === undefined ? caller.sellerIds && [...caller.sellerIds] : [sellerId];
  const { items, next } = await list(
    {
      ...(status === undefined ? {} : { status }),
      ...(sellerIds === undefined ? {} : { sellerIds }),
      ...(externalId === undefined ? {} : { externalId }),
    },
    { limit, after: position },
  );
  // an external id leads to one order, whoever sells it
  const wanted = items.filter(
    ({ lines }) => sellerId === undefined || lines.some((line) => line.sellerId === sellerId),
  );
  const payments = await readPayments(wanted.map(({ order }) => order.id));
  const views = wanted.flatMap((found) => showOrder({ ...found, payment: payments.get(found.order.id) }, caller) ?? []);
  return answer(200, { items: views, next: next === null ? null : cursorOf([next]) });
}
