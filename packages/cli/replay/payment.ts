import type { Minor } from "#kernel/money";
import type { Market } from "#markets/schema";
import { readAmount } from "./decimal.ts";
import type { OrderRequest } from "./order-request.ts";
import type { SourceOrder } from "./source-order.ts";

/** Words of sources for a payment by card, whose instalments count. */
const cards: ReadonlySet<string> = new Set(["card", "credit_card", "debit_card"]);

type Payment = NonNullable<SourceOrder["payments"]>[number];

/** How an order is paid: of several payments the largest (the first of equals), and `card` where nothing is known. */
export function payment(source: SourceOrder, market: Pick<Market, "currency">): OrderRequest["payment"] {
  const [first, ...more] = source.payments ?? [];
  const largest = more.reduce(
    (best, next) => (sizeOf(next, market) > sizeOf(best, market) ? next : best),
    first ?? none,
  );
  const method = largest.method || source.paymentMethod || "card";
  if (!cards.has(method)) return { method };
  const installments = largest.installments ?? 1;
  return installments > 1 ? { method: "card", installments } : { method: "card" };
}

const none: Payment = { method: "", amount: "0" };

/** An amount that cannot be read is no reason to lose the order: it is merely not the largest. */
function sizeOf({ amount = "" }: Pick<Payment, "amount">, { currency }: Pick<Market, "currency">): Minor | -1 {
  const read = readAmount(amount, currency);
  return "wrong" in read ? -1 : read.amount;
}
