import type { EventId } from "#kernel/event";
import type { Instant } from "#kernel/time";
import { type Item, toItem } from "#platform/dynamo";
import type { Write } from "#platform/transaction";
import type { Buyer } from "./buyer.ts";
import { contractEvents } from "./contract-events.ts";
import type { OrderId } from "./contracts/ids.ts";
import { evolve } from "./evolve.ts";
import type { OrderIn, OrderLine } from "./order.ts";
import { buyerItem, externalKey, headItem, pageItems, sellerOrderKey } from "./order-items.ts";
import { takeChunk } from "./payment-decisions.ts";

/** When something is recorded, and the ids of what is told of it. */
export type Recording = { readonly at: Instant; readonly nextId: () => EventId };

export type NewOrder = {
  /** Before any of its stock is taken: `nextChunk` is 0. */
  readonly order: OrderIn<"reserving">;
  readonly lines: readonly OrderLine[];
  readonly buyer: Buyer;
};

/**
 * A new order that takes its first chunk of stock, and what is written for it, to go into one transaction with that
 * stock. With no other chunk the order is held and the market hears of it.
 * @returns `pages`: the order's lines, which nobody finds without its head; `headIndex`: the write that is refused when
 * this very order was written before; `externalIndex`: the one refused when the caller used the external id before
 */
export function newOrderWrites(table: string, { order, lines, buyer }: NewOrder, recording: Recording) {
  const decision = takeChunk(order, recording.at);
  const events = decision.outcome === "accepted" ? decision.events : [];
  const placed = events.reduce(evolve, order as Parameters<typeof evolve>[0]);
  const told = contractEvents(placed, events, recording);
  const external = order.externalId === undefined ? [] : [externalIdItem(order.externalId, order)];
  const writes: Write[] = [
    ...external.map((item) => putNew(table, item)),
    putNew(table, headItem(placed, new Set(), told)),
    put(table, buyerItem(order.id, buyer)),
  ];
  const pages = pageWrites(table, order.id, lines);
  return { placed, writes, pages, headIndex: external.length, externalIndex: external.length > 0 ? 0 : undefined };
}

const externalIdItem = (externalId: string, { placedBy, id }: OrderIn<"reserving">): Item =>
  toItem({ ...externalKey(externalId, placedBy), kind: "external-id", orderId: id });

/** The lines of an order, page by page. */
export const pageWrites = (table: string, id: OrderId, lines: readonly OrderLine[]): Write[] =>
  pageItems(id, lines).map((item) => put(table, item));

/** The references by which sellers find an order. One that points at no order is passed over by readers. */
export const sellerOrderWrites = (
  table: string,
  { order, lines }: Pick<NewOrder, "lines"> & { order: Pick<NewOrder["order"], "id"> },
): Write[] =>
  [...new Set(lines.map(({ sellerId }) => sellerId))].map((sellerId) =>
    put(table, toItem({ ...sellerOrderKey(sellerId, order.id), kind: "seller-order", orderId: order.id })),
  );

const put = (table: string, item: Item): Write => ({ Put: { TableName: table, Item: item } });

const putNew = (table: string, item: Item): Write => ({
  Put: {
    TableName: table,
    Item: item,
    ConditionExpression: "attribute_not_exists(pk)",
    ReturnValuesOnConditionCheckFailure: "ALL_OLD",
  },
});
