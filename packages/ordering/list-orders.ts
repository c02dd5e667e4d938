import type { SellerId } from "#kernel/codes";
import { isId } from "#kernel/ids";
import type { Instant } from "#kernel/time";
import { type Answer, answer } from "#platform/answer";
import { type Caller, mayActFor } from "#platform/caller";
import { changedTooEarly } from "#platform/changed-since";
import { cursorOf, readCursor } from "#platform/page";
import { forbidden, invalid, type Problem, problem } from "#platform/problem";
import { orderIds } from "./contracts/ids.ts";
import type { OrderStatus } from "./order.ts";
import type { OrderList } from "./order-store.ts";
import { orderViewFor } from "./order-view.ts";
import type { ReadPayments } from "./payments-port.ts";
import { placerFor } from "./whose-order.ts";

/** What is asked for. `after` is the `next` of an earlier page, as it was given; `limit` counts orders. */
export type ListQuery = {
  readonly limit: number;
  readonly after?: string | undefined;
  readonly status?: OrderStatus | undefined;
  readonly sellerId?: SellerId | undefined;
  readonly externalId?: string | undefined;
  readonly placedFrom?: Instant | undefined;
  readonly placedTo?: Instant | undefined;
  readonly changedSince?: Instant | undefined;
};

/** The order after which a page begins; nothing where the cursor is none of ours. */
const positionsIn = (after: string | undefined): readonly string[] =>
  (after === undefined ? [] : (readCursor(after, 1) ?? [])).filter((position) => isId(orderIds, position));

/** Lists orders, newest first. A seller's list holds orders with lines of its own only, a machine's those that it placed. */
export async function listOrders(
  { list, readPayments }: { readonly list: OrderList; readonly readPayments: ReadPayments },
  { query, caller, now }: { readonly query: ListQuery; readonly caller: Caller; readonly now: Instant },
): Promise<Answer<200> | Problem<"invalid" | "forbidden">> {
  const { limit, after, sellerId, ...asked } = query;
  if (sellerId !== undefined && !mayActFor(caller, sellerId)) return problem(forbidden, "this seller is not yours");
  const tooEarly = changedTooEarly(asked.changedSince, now);
  if (tooEarly) return tooEarly;
  const [position] = positionsIn(after);
  if (after !== undefined && position === undefined)
    return problem(invalid, "the position is none of ours", {
      errors: [{ pointer: "query:after", detail: "must be a `next` of an earlier page" }],
    });
  const sellerIds = sellerId === undefined ? caller.sellerIds && [...caller.sellerIds] : [sellerId];
  const { items, next } = await list({ ...asked, sellerIds, placedBy: placerFor(caller) }, { limit, after: position });
  // an external id leads to one order, whoever sells it
  const wanted = items.filter(
    ({ lines }) => sellerId === undefined || lines.some((line) => line.sellerId === sellerId),
  );
  const payments = await readPayments(wanted.map(({ order }) => order.id));
  const views = wanted.flatMap(
    (found) => orderViewFor({ ...found, payment: payments.get(found.order.id) }, caller) ?? [],
  );
  return answer(200, { items: views, next: next === null ? null : cursorOf([next]) });
}
