import { setTimeout as pause } from "node:timers/promises";
import type { OrderId } from "#ordering/contracts/ids";
import { lineStatuses } from "#ordering/lines";
import { type Order, progressOf } from "#ordering/order";
import { headKey, readHead } from "#ordering/order-items";
import { orderingTable } from "#ordering/table";
import { readMany } from "#platform/dynamo";
import { tableNameOf } from "#platform/table";
import type { Shop } from "./measured-shop.ts";

type Reader = Pick<Shop, "dynamo" | "market">;

/** Some orders as they are now, read from their table: no function is called for it. */
async function ordersNow({ dynamo, market }: Reader, ids: readonly string[]): Promise<Order[]> {
  const table = tableNameOf(market.code, orderingTable);
  const reads = ids.map((id) => ({ table, key: headKey(id as OrderId) }));
  const found = await readMany({ dynamo }, reads);
  return [...found.values()].map((item) => readHead(item).state);
}

/** Waits until all of these orders are as wanted. @throws Error saying where they are after that time */
export async function ordersThat(
  reader: Reader,
  ids: readonly string[],
  is: (order: Order) => boolean,
  { withinSeconds = 120, everyMilliseconds = 50 } = {},
): Promise<Order[]> {
  const waiting = new Set(ids);
  const done = new Map<string, Order>();
  for (const end = performance.now() + withinSeconds * 1_000; waiting.size > 0; await pause(everyMilliseconds)) {
    const orders = await ordersNow(reader, [...waiting]);
    for (const order of orders) if (is(order) && waiting.delete(order.id)) done.set(order.id, order);
    if (waiting.size === 0) break;
    if (performance.now() > end) {
      const states = Object.entries(Object.groupBy(orders, ({ status }) => status));
      throw new Error(`after ${withinSeconds} s: ${states.map(([status, all]) => `${all?.length} ${status}`).join()}`);
    }
  }
  return ids.flatMap((id) => done.get(id) ?? []);
}

/** Paid for, or more than that. */
export const isConfirmed = ({ status }: Order): boolean => status === "confirmed" || status === "completed";

/** Paid for, and every line in a shipment. */
export function isPlanned(order: Order): boolean {
  if (order.status !== "confirmed") return false;
  const statusOf = lineStatuses(progressOf(order));
  return Array.from({ length: order.lineCount }, (_, index) => `l${index + 1}`).every((id) => statusOf(id) !== "open");
}
