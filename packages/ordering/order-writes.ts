import type { Change } from "#platform/decide-and-save";
import { type Item, toItem, toValues } from "#platform/dynamo";
import { idempotencyWrite } from "#platform/idempotency";
import { putWhen, stateCondition } from "#platform/state-condition";
import type { Write } from "#platform/transaction";
import type { OrderId } from "./contracts/ids.ts";
import { checkLineSteps } from "./lines.ts";
import { type Order, type OrderLine, orderTransitions } from "./order.ts";
import type { LinesCancelled, OrderEvent } from "./order-event.ts";
import { buyerKey, externalKey, headItem, pageItems, personalDataItem, sellerOrderKey } from "./order-items.ts";
import type { PersonalData } from "./personal-data.ts";

/** A change of an order, whatever was read along with it. */
export type OrderChange = Change<Order, OrderEvent, unknown>;

/**
 * The writes of a change, by what they are for. `head` is refused when the order is no longer what was decided on, or in
 * no state that may become the next one; `record` when the command was answered before. What people wrote goes to the
 * order's personal data.
 * @throws Error when the order or a line of it would go where their tables do not allow: the decision was wrong
 */
export function changeWrites(table: string, change: OrderChange) {
  const { before, after, events, integrationEvents, reply, at } = change;
  checkLineSteps(before.state, after.state);
  const condition = () => stateCondition(orderTransitions, before.state, after.state.status);
  return {
    head:
      events.length > 0 ? [putWhen(table, headItem(after.state, after.seen, integrationEvents, at), condition())] : [],
    reason: events.flatMap((event) =>
      event.type === "lines-cancelled" ? reasonWrites(table, after.state.id, event) : [],
    ),
    record: reply ? [idempotencyWrite(table, reply.request, reply.answer, at)] : [],
  };
}

/** The writes of an order's first change besides `changeWrites`. `external` is refused when the caller used the external
 *  id before. */
export const firstWrites = (table: string, { id, externalId, placedBy }: Order, personalData: PersonalData) => ({
  external: externalId === undefined ? [] : [putNew(table, externalIdItem(id, externalId, placedBy))],
  personalData: [put(table, personalDataItem(id, personalData))],
});

const externalIdItem = (id: OrderId, externalId: string, placedBy: string): Item =>
  toItem({ ...externalKey(externalId, placedBy), kind: "external-id", orderId: id });

/** The lines of an order, page by page. Nobody finds them without the order's head. */
export const pageWrites = (table: string, id: OrderId, lines: readonly OrderLine[]): Write[] =>
  pageItems(id, lines).map((item) => put(table, item));

/** The references by which sellers find an order. One that points at no order is passed over by readers. */
export const sellerOrderWrites = (table: string, id: OrderId, lines: readonly OrderLine[]): Write[] =>
  [...new Set(lines.map(({ sellerId }) => sellerId))].map((sellerId) =>
    put(table, toItem({ ...sellerOrderKey(sellerId, id), kind: "seller-order", orderId: id })),
  );

/** What people wrote. What they wrote before is written again only where it still lies: it may have been erased. */
function reasonWrites(
  table: string,
  id: OrderId,
  { whole, cancelReason, lineReasons, lines }: LinesCancelled,
): Write[] {
  const said = {
    ...(whole && cancelReason !== undefined ? { cancelReason } : {}),
    ...(lineReasons ? { lineReasons } : {}),
  };
  const now = new Set(lines.map(({ lineId }) => lineId));
  const again = lineReasons?.some(({ lineIds }) => lineIds.some((lineId) => !now.has(lineId)));
  const names = Object.keys(said);
  if (names.length === 0) return [];
  const values = Object.entries(said).map(([name, value]) => [`:${name}`, value] as const);
  return [
    {
      Update: {
        TableName: table,
        Key: toItem(buyerKey(id)),
        UpdateExpression: `SET kind = :kind, ${names.map((name) => `${name} = :${name}`).join(", ")}`,
        ...(again ? { ConditionExpression: "attribute_exists(lineReasons)" } : {}),
        ExpressionAttributeValues: toValues({ ":kind": "order-buyer", ...Object.fromEntries(values) }),
      },
    },
  ];
}

const put = (table: string, item: Item): Write => ({ Put: { TableName: table, Item: item } });

const putNew = (table: string, item: Item): Write => ({
  Put: {
    TableName: table,
    Item: item,
    ConditionExpression: "attribute_not_exists(pk)",
    ReturnValuesOnConditionCheckFailure: "ALL_OLD",
  },
});
