import { isBelowZero, minus, plus, unsigned } from "./exact-sums.ts";
import { jsonOrders } from "./json-documents.ts";
import type { Layout } from "./layout.ts";
import { listAt, memberAt, textAt } from "./members.ts";
import { paymentWord } from "./payment-words.ts";

/** Orders of WooCommerce's REST API. Lines say what all their units cost, without tax. */
export const woocommerceJson: Layout = {
  of: "orders of WooCommerce's REST API (JSON)",
  becomes: [
    ["id", "orderId"],
    ["date_created_gmt (else date_created)", "placedAt"],
    ["status", "status; what was cancelled before it was paid is unpaid"],
    ["date_completed_gmt", "deliveredAt of a completed order"],
    ["currency", "currency"],
    ["customer_id, of guests billing.email", "buyerId"],
    ["shipping (else billing) country, state, postcode", "buyerCountry, buyerRegion, postcode"],
    ["line_items[] sku (else product_id), name, quantity", "sku, title, quantity"],
    ["line_items[].subtotal", "amount for all units, before discounts; with its tax where prices include tax"],
    ["line_items[].total", "discount of the line: what it is below the subtotal"],
    ["shipping_total, fee_lines[]", "freight; fees below zero are a discount"],
    ["total_tax", "tax, told and not taken over, where prices do not include it"],
    ["refunds[].total", "refunded, told and not taken over where the order stands"],
    ["customer_note", "the order's note"],
    ["payment_method", "paymentMethod: Pix, boleto, gift cards; all others are cards"],
  ],
  records: (text) => jsonOrders(text, [["orders"], ["data"]], toOrder),
};

function toOrder(order: unknown): Readonly<Record<string, unknown>> {
  const withTax = memberAt(order, "prices_include_tax") === true;
  const gross = (value: unknown, name: string): string | undefined => {
    const net = textAt(value, name);
    return withTax && net !== undefined ? plus(net, textAt(value, `${name}_tax`)) : net;
  };
  const address = (name: string) => textAt(order, "shipping", name) ?? textAt(order, "billing", name);
  const fees = listAt(order, "fee_lines").map((fee) => gross(fee, "total") ?? "0");
  const status = statusOf(order);
  const shipping = plus(textAt(order, "shipping_total"), withTax ? textAt(order, "shipping_tax") : undefined);
  const refunds = listAt(order, "refunds").map((refund) => unsigned(textAt(refund, "total")));
  return {
    orderId: textAt(order, "id"),
    placedAt: timeAt(order, "date_created"),
    status,
    ...(status === "completed" ? { deliveredAt: timeAt(order, "date_completed") } : {}),
    currency: textAt(order, "currency"),
    buyerId: customerOf(order),
    buyerCountry: address("country"),
    buyerRegion: address("state"),
    postcode: address("postcode"),
    lines: listAt(order, "line_items").map((line) => ({
      sku: textAt(line, "sku") ?? productOf(line),
      title: textAt(line, "name"),
      quantity: textAt(line, "quantity"),
      amount: gross(line, "subtotal"),
      discount: minus(gross(line, "subtotal"), gross(line, "total")),
    })),
    freight: plus(shipping, ...fees.filter((fee) => !isBelowZero(fee))),
    discount: plus(...fees.filter(isBelowZero).map(unsigned)),
    ...(withTax ? {} : { tax: textAt(order, "total_tax") }),
    ...(status === "refunded" || status === "cancelled" ? {} : { refunded: plus(...refunds) }),
    note: textAt(order, "customer_note"),
    paymentMethod: paymentWord(textAt(order, "payment_method")),
  };
}

function statusOf(order: unknown): string | undefined {
  if ((textAt(order, "parent_id") ?? "0") !== "0") return "refund"; // a document about another order
  const said = textAt(order, "status")?.replace(/^wc-/, "");
  return said === "cancelled" && timeAt(order, "date_paid") === undefined ? "unpaid" : said;
}

/** WooCommerce writes UTC without saying so. */
function timeAt(order: unknown, name: string): string | undefined {
  const utc = textAt(order, `${name}_gmt`);
  return utc === undefined ? textAt(order, name) : `${utc.replace(/Z$/, "")}Z`;
}

function customerOf(order: unknown): string | undefined {
  const id = textAt(order, "customer_id");
  return id === undefined || id === "0" ? textAt(order, "billing", "email") : id;
}

function productOf(line: unknown): string | undefined {
  const [product, variation = "0"] = [textAt(line, "product_id"), textAt(line, "variation_id")];
  if (product === undefined || product === "0") return textAt(line, "name");
  return variation === "0" ? product : `${product}-${variation}`;
}
