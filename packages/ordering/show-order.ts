import { type Answer, answer } from "#platform/answer";
import type { Caller } from "#platform/caller";
import type { Problem } from "#platform/problem";
import type { OrderId } from "./contracts/ids.ts";
import type { OrderStore } from "./order-store.ts";
import { orderViewFor } from "./order-view.ts";
import type { ReadPayment } from "./payments-port.ts";
import { noOrder } from "./problems.ts";

/** Shows one order. To a seller one without its lines does not exist, nor to a machine one that it did not place. */
export async function showOrder(
  { orders, readPayment }: { readonly orders: OrderStore; readonly readPayment: ReadPayment },
  { id, caller }: { readonly id: OrderId; readonly caller: Caller },
): Promise<Answer<200> | Problem<"not-found">> {
  const [found, payment] = await Promise.all([orders.findWithPersonalData(id), readPayment(id)]);
  const view = found && orderViewFor({ ...found, payment }, caller);
  return view ? answer(200, view, { version: view.version }) : noOrder();
}
