import type { OrderId } from "./contracts/ids.ts";
import type { LineStanding } from "./line-view.ts";
import { cancelledUnitsOf, lineStatuses } from "./lines.ts";
import { type OrderLine, progressOf } from "./order.ts";
import type { OrderStore } from "./order-store.ts";

/** The lines of an order, each with where it stands now; `quantity` is what is not cancelled of it. @returns `undefined` when there is no such order */
export async function findLines(
  orders: Pick<OrderStore, "find">,
  id: OrderId,
): Promise<readonly (OrderLine & LineStanding)[] | undefined> {
  const found = await orders.find(id);
  if (!found) return undefined;
  const statusOf = lineStatuses(progressOf(found.order));
  const cancelledOf = cancelledUnitsOf(progressOf(found.order));
  return found.lines.map((line) => {
    const cancelledQuantity = cancelledOf(line);
    return { ...line, status: statusOf(line.lineId), quantity: line.quantity - cancelledQuantity, cancelledQuantity };
  });
}
