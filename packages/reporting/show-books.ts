import { type Currency, formatAmount, minor } from "#kernel/money";
import { type Books, balances } from "./books.ts";
import type { Sums } from "./fact.ts";
import type { ReconciliationView } from "./reconciliation-view.ts";

/** Books as people and programs outside see them. */
export function showBooks(books: readonly Books[], market: { readonly code: string; readonly currency: Currency }) {
  const show = (some: Sums) => showSums(some, market.currency);
  return {
    market: market.code,
    currency: market.currency.code,
    epochs: books.map(({ epoch, state, ledger, published, heldBack, heldByLevel, neverSent }) => ({
      epoch,
      state,
      ledger: show(ledger),
      published: show(published),
      heldBack: {
        ...show(heldBack),
        byLevel: Object.fromEntries([...heldByLevel].map(([level, held]) => [level, show(held)])),
      },
      neverSent: show(neverSent),
    })),
    balanced: books.every(balances),
  } satisfies ReconciliationView;
}

function showSums({ sale, cancellation, shipping }: Sums, currency: Currency) {
  const money = (value: number | undefined) => formatAmount(minor(value ?? 0), currency);
  return {
    sale: { orders: sale?.orders ?? 0, goods: money(sale?.goods) },
    cancellation: { orders: cancellation?.orders ?? 0, goods: money(cancellation?.goods) },
    shipping: money(shipping?.amount),
  };
}
