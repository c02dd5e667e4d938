import { plus } from "./exact-sums.ts";
import { jsonOrders } from "./json-documents.ts";
import type { Layout } from "./layout.ts";
import { listAt, memberAt, textAt } from "./members.ts";
import { paymentWord } from "./payment-words.ts";

/** Orders of TikTok Shop's API (Get Order List, Get Order Detail): a line item for each unit, money as text. */
export const tiktokJson: Layout = {
  of: "orders of TikTok Shop's API (JSON)",
  becomes: [
    ["id", "orderId"],
    ["create_time", "placedAt (seconds since 1970)"],
    ["status", "status; what was cancelled before it was paid is unpaid"],
    ["delivery_time", "deliveredAt"],
    ["payment.currency", "currency"],
    ["user_id, else buyer_email", "buyerId"],
    ["recipient_address.region_code, district_info, postal_code", "buyerCountry, buyerRegion, postcode"],
    ["line_items[] seller_sku (else sku_id), product_name", "sku, title; equal items are one line"],
    ["line_items[] original_price", "unitPrice"],
    ["line_items[] seller_discount, platform_discount", "discount of the line"],
    ["line_items[] that are cancelled while the order stands", "refunded, told and not taken over"],
    ["payment.shipping_fee and other fees", "freight"],
    ["payment.tax", "tax, told and not taken over"],
    ["buyer_message", "the order's note"],
    ["payment_method_name", "paymentMethod: Pix, boleto, vouchers; all others are cards"],
  ],
  records: (text) => jsonOrders(text, [["data", "orders"], ["data", "order_list"], ["orders"]], toOrder),
};

/** What the buyer pays beside goods, carriage and tax. */
const fees = ["shipping_fee", "small_order_fee", "retail_delivery_fee", "buyer_service_fee", "handling_fee"] as const;

function toOrder(order: unknown): Readonly<Record<string, unknown>> {
  const said = textAt(order, "status");
  const status = statusOf(order, said);
  const items = listAt(order, "line_items");
  const cancelled = items.filter((item) => textAt(item, "display_status") === "CANCELLED");
  const payment = memberAt(order, "payment") ?? memberAt(order, "payment_info");
  const payable = (item: unknown) => textAt(item, "sale_price");
  return {
    orderId: textAt(order, "id") ?? textAt(order, "order_id"),
    placedAt: timeAt(order, "create_time"),
    status,
    deliveredAt: timeAt(order, "delivery_time"),
    currency: textAt(payment, "currency"),
    buyerId: textAt(order, "user_id") ?? textAt(order, "buyer_email"),
    buyerCountry: textAt(order, "recipient_address", "region_code"),
    buyerRegion: regionOf(order),
    postcode: textAt(order, "recipient_address", "postal_code"),
    lines: linesOf(items),
    freight: plus(...fees.map((fee) => textAt(payment, fee))),
    tax: textAt(payment, "tax"),
    ...(status === "CANCELLED" || cancelled.length === 0 ? {} : { refunded: plus(...cancelled.map(payable)) }),
    note: textAt(order, "buyer_message"),
    paymentMethod: paymentWord(textAt(order, "payment_method_name")),
  };
}

function statusOf(order: unknown, said: string | undefined): string | undefined {
  if (said === "ON_HOLD") return "open"; // paid: the buyer may still think better of it
  return said === "CANCELLED" && timeAt(order, "paid_time") === undefined ? "unpaid" : said;
}

/** Seconds since 1970 as a time; zero is none. Other text stays as it is, for whoever reads it. */
function timeAt(order: unknown, name: string): string | undefined {
  const seconds = textAt(order, name);
  if (seconds === undefined || seconds === "0") return undefined;
  return /^\d{9,10}$/.test(seconds) ? new Date(Number(seconds) * 1000).toISOString() : seconds;
}

const regionOf = (order: unknown): string | undefined =>
  listAt(order, "recipient_address", "district_info")
    .filter((district) => textAt(district, "address_level_name")?.toLowerCase() === "state")
    .map((district) => textAt(district, "address_name"))[0];

/** Units of one item at one price as one line. */
function linesOf(items: readonly unknown[]): readonly Readonly<Record<string, unknown>>[] {
  const lines = items.map((item) => ({
    sku: textAt(item, "seller_sku") ?? textAt(item, "sku_id"),
    title: textAt(item, "product_name"),
    unitPrice: textAt(item, "original_price") ?? textAt(item, "sale_price"),
    off: plus(textAt(item, "seller_discount"), textAt(item, "platform_discount")),
    quantity: Number(textAt(item, "quantity") ?? "1"),
  }));
  return [...Map.groupBy(lines, ({ sku, unitPrice }) => JSON.stringify([sku, unitPrice])).values()].map((same) => ({
    sku: same[0]?.sku,
    title: same[0]?.title,
    unitPrice: same[0]?.unitPrice,
    quantity: same.reduce((units, { quantity }) => units + quantity, 0),
    discount: plus(...same.map(({ off }) => off)),
  }));
}
