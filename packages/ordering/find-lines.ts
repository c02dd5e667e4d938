import type { OrderId } from "./contracts/ids.ts";
import { lineStatuses } from "./lines.ts";
import { type LineStatus, type OrderLine, progressOf } from "./order.ts";
import type { OrderStore } from "./order-store.ts";

/** The lines of an order, each with where it stands now. @returns `undefined` when there is no such order */
export async function findLines(
  orders: Pick<OrderStore, "find">,
  id: OrderId,
): Promise<readonly (OrderLine & { readonly status: LineStatus })[] | undefined> {
  const found = await orders.find(id);
  if (!found) return undefined;
  const statusOf = lineStatuses(progressOf(found.order));
  return found.lines.map((line) => ({ ...line, status: statusOf(line.lineId) }));
}
