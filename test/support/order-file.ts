import { formatAmount, type Minor } from "#kernel/money";
import type { Market } from "#markets/schema";
import { fresh } from "./shop.ts";

/** A file of orders in the format that `replay` reads, with dirt of every kind, and what must come of it. */
export type OrderFile = {
  readonly text: string;
  readonly options: readonly string[];
  readonly expected: {
    readonly read: number;
    readonly accepted: number;
    readonly duplicates: number;
    readonly rejected: Readonly<Record<string, number>>;
    readonly acceptedTotal: string;
    readonly rejectedTotal: string;
    readonly currency: string;
  };
  readonly outcomes: Readonly<Record<"cancelled" | "dispatched" | "delivered" | "undated", number>>;
};

type Line = { sku: string; quantity: number; cents: number; sellerId?: string };

/** Makes such a file for a market, with ids that nobody used before. */
export function orderFile(market: Market): OrderFile {
  const name = fresh("file");
  const accepted = { orders: 0, cents: 0 };
  const rejected: Record<string, number> = {};
  let rejectedCents = 0;
  const rows: string[] = [];

  const order = (lines: readonly Line[], more: object = {}): string => {
    const number = rows.length + 1;
    return JSON.stringify({
      orderId: `${name}-${number}`,
      placedAt: number % 2 ? "2024-03-05T17:30:00" : "2024-03-05",
      sellerId: `${name}-shop`,
      sellerName: "The shop of a file",
      buyerId: `buyer-of-${name}-${number}`,
      buyerCountry: market.countries[0],
      postcode: market.address.samples[number % market.address.samples.length],
      currency: market.currency.code,
      lines: lines.map(({ cents, ...line }) => ({ ...line, title: `Thing ${line.sku}`, unitPrice: amount(cents) })),
      ...more,
    });
  };
  const amount = (cents: number): string => formatAmount(cents as Minor, market.currency);
  const sumOf = (lines: readonly Line[]): number =>
    lines.reduce((sum, { quantity, cents }) => sum + quantity * cents, 0);
  const good = (lines: readonly Line[], more?: object): void => {
    rows.push(order(lines, more));
    accepted.orders += 1;
    accepted.cents += sumOf(lines);
  };
  const bad = (reason: string, lines: readonly Line[], more?: object): void => {
    rows.push(order(lines, more));
    rejected[reason] = (rejected[reason] ?? 0) + 1;
    rejectedCents += sumOf(lines);
  };
  const thing = (sku: string, quantity = 1, cents = 1_250): Line => ({ sku, quantity, cents });

  for (const { method, maximumInstalments: most } of market.payments.methods)
    good([thing("A", 3)], { payments: [{ method, installments: most, amount: amount(3_750) }], freight: amount(500) });
  good([thing("A", 1, 1_250), thing("A", 2, 990), thing("B")]);
  good([{ ...thing("A"), sellerId: `${name}-other` }, thing("B", 2)], { paymentMethod: "credit_card" });
  good([thing("C"), thing("CARRIAGE", 1, 700)]);
  good(Array.from({ length: 53 }, (_, index) => thing(`PART ${index}`, (index % 3) + 1, 100 + index)));
  good([thing("A"), thing("GIFT", 1, 0)]);
  good([thing("D")], { status: "canceled" });
  good([thing("D")], { status: "Charged_Back" });
  good([thing("D", 2)], { status: "shipped" });
  good([thing("D"), { ...thing("A"), sellerId: `${name}-other` }], {
    status: "delivered",
    deliveredAt: "2024-03-09T10:00:00",
  });
  good([thing("D")], { status: "wc-completed" });
  rows.push(rows[0] ?? "");

  rows.push("{ this is no order", '{"orderId":"also none"}');
  rejected.unreadable = 2;
  bad("cancellation", [thing("A")], { status: "cancellation" });
  bad("cancellation", [thing("A"), thing("B", -1)]);
  bad("country-not-served", [thing("A")], { buyerCountry: "Atlantis" });
  bad("price-negative", [thing("A"), thing("B", 1, -1)]);
  bad("no-paid-line", [thing("A", 1, 0), thing("B", 1, 0)]);
  bad("unreadable", [thing("A")], { status: "delivered", deliveredAt: "07/10/2026" });
  bad("unknown-status", [thing("A")], { status: "wird bearbeitet" });
  bad("unpaid", [thing("A")], { status: "Pending" });
  bad("conflict", [thing("A", 7)], { orderId: `${name}-1` });
  bad("invalid", [thing("NEVER LISTED", 700)], { freight: amount(-1) });
  bad("rejected-sku", [thing("A"), thing("FEE")]);
  bad("no-lines", [thing("CARRIAGE")]);
  bad("currency-mismatch", [thing("A")], { currency: "XTS" });

  return {
    text: `\n${rows.join("\n")}\n \n`,
    options: ["--reject-sku", "FEE", "--shipping-sku", "CARRIAGE"],
    expected: {
      read: rows.length,
      accepted: accepted.orders,
      duplicates: 1,
      rejected,
      acceptedTotal: amount(accepted.cents),
      rejectedTotal: amount(rejectedCents),
      currency: market.currency.code,
    },
    outcomes: { cancelled: 2, dispatched: 1, delivered: 2, undated: 1 },
  };
}
