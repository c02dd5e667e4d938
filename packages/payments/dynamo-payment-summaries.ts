import { idAs } from "#kernel/ids";
import type { OrderId } from "#ordering/contracts/ids";
import { readMany, readName, type TableHandle } from "#platform/dynamo";
import { paymentIds } from "./contracts/ids.ts";
import type { PaymentSummary } from "./payment.ts";
import { paymentKey, readSummary } from "./payment-items.ts";

/** The summaries of these orders' payments, ⌈n / 100⌉ reads. An order whose payment has not begun has none. */
export async function findPayments(
  handle: TableHandle,
  orderIds: readonly OrderId[],
): Promise<ReadonlyMap<OrderId, PaymentSummary>> {
  const reads = orderIds.map((orderId) => ({ table: handle.table, key: paymentKey(orderId) }));
  const items = await readMany(handle, reads);
  const summaries = new Map<OrderId, PaymentSummary>();
  orderIds.forEach((orderId, index) => {
    const read = reads[index];
    const item = read && items.get(readName(read));
    const summary = item && readSummary(item);
    if (summary) summaries.set(orderId, { id: idAs(paymentIds, orderId), ...summary });
  });
  return summaries;
}

/** The same of one payment. */
export const findPayment = async (handle: TableHandle, orderId: OrderId): Promise<PaymentSummary | undefined> =>
  (await findPayments(handle, [orderId])).get(orderId);
