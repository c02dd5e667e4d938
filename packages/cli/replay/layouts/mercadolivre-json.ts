import { plus } from "./exact-sums.ts";
import { jsonOrders } from "./json-documents.ts";
import type { Layout } from "./layout.ts";
import { listAt, memberAt, textAt } from "./members.ts";

/** Orders of Mercado Livre's API (orders, orders/search), with the shipment where somebody joined it to the order. */
export const mercadolivreJson: Layout = {
  of: "orders of Mercado Livre's API (JSON)",
  becomes: [
    ["id", "orderId"],
    ["date_created", "placedAt"],
    ["status, tags, shipping.status, payments[].status", "status; what was cancelled before it was paid is unpaid"],
    ["shipping.status_history.date_delivered", "deliveredAt"],
    ["currency_id", "currency"],
    ["seller.id, seller.nickname", "sellerId, sellerName"],
    ["buyer.id", "buyerId"],
    ["shipping.receiver_address (else the site's country)", "buyerCountry, buyerRegion, postcode"],
    ["order_items[].item seller_sku (else seller_custom_field, id), title", "sku, title"],
    ["order_items[] quantity, unit_price", "quantity, unitPrice: what the buyer pays for one"],
    ["coupon.amount", "discount"],
    ["payments[].shipping_cost (else shipping_cost)", "freight"],
    ["taxes.amount", "tax, told and not taken over"],
    ["payments[].transaction_amount_refunded", "refunded, told and not taken over where the order stands"],
    ["comment", "the order's note"],
    ["payments[] payment_type, installments, transaction_amount", "payments: Pix, ticket, and cards for all others"],
  ],
  records: (text) => jsonOrders(text, [["results"], ["orders"]], toOrder),
};

/** The countries of Mercado Livre's sites, whose orders name the site and, without their shipment, no country. */
const sites: Readonly<Record<string, string>> = { MLB: "BR", MLA: "AR", MLM: "MX", MLC: "CL", MCO: "CO", MLU: "UY" };

function toOrder(order: unknown): Readonly<Record<string, unknown>> {
  const paid = listAt(order, "payments").filter((payment) => hasPaid(textAt(payment, "status")));
  const status = statusOf(order, paid);
  const address = memberAt(order, "shipping", "receiver_address");
  const costs = paid.map((payment) => textAt(payment, "shipping_cost"));
  const back = paid.map((payment) => textAt(payment, "transaction_amount_refunded"));
  return {
    orderId: textAt(order, "id"),
    placedAt: textAt(order, "date_created"),
    status,
    deliveredAt: textAt(order, "shipping", "status_history", "date_delivered"),
    currency: textAt(order, "currency_id"),
    sellerId: textAt(order, "seller", "id"),
    sellerName: textAt(order, "seller", "nickname"),
    buyerId: textAt(order, "buyer", "id"),
    buyerCountry: textAt(address, "country", "id") ?? sites[siteOf(order)],
    buyerRegion: textAt(address, "state", "id")?.replace(/^[A-Z]{2}-/, "") ?? textAt(address, "state", "name"),
    postcode: textAt(address, "zip_code"),
    lines: listAt(order, "order_items").map((item) => ({
      sku: skuOf(item),
      title: textAt(item, "item", "title"),
      category: textAt(item, "item", "category_id"),
      quantity: textAt(item, "quantity"),
      unitPrice: textAt(item, "unit_price"),
    })),
    discount: textAt(order, "coupon", "amount"),
    freight: costs.some((cost) => cost !== undefined) ? plus(...costs) : textAt(order, "shipping_cost"),
    tax: textAt(order, "taxes", "amount"),
    ...(status === "cancelled" || status === "refunded" ? {} : { refunded: plus(...back) }),
    note: textAt(order, "comment"),
    payments: paid.map((payment) => ({
      method: methodOf(payment),
      installments: textAt(payment, "installments"),
      amount: textAt(payment, "transaction_amount"),
    })),
  };
}

const hasPaid = (status: string | undefined): boolean =>
  ["approved", "authorized", "in_mediation", "refunded", "charged_back"].includes(status ?? "");

function statusOf(order: unknown, paid: readonly unknown[]): string | undefined {
  const said = textAt(order, "status");
  const tags = listAt(order, "tags");
  const way = textAt(order, "shipping", "status");
  if (said === "confirmed") return "unpaid"; // where an order begins, before it is paid
  if (said === "cancelled" || said === "pending_cancel") {
    if (paid.length === 0 && !tags.includes("paid")) return "unpaid";
    return paid.some((payment) => textAt(payment, "status") === "refunded") ? "refunded" : "cancelled";
  }
  if (said !== "paid" && said !== "partially_refunded") return said;
  if (way === "delivered" || tags.includes("delivered")) return "delivered";
  return way === "shipped" || way === "not_delivered" ? "shipped" : "open";
}

const siteOf = (order: unknown): string =>
  textAt(order, "context", "site") ?? textAt(listAt(order, "payments")[0], "site_id") ?? textAt(order, "site_id") ?? "";

function skuOf(item: unknown): string | undefined {
  const [id, variation] = [textAt(item, "item", "id"), textAt(item, "item", "variation_id")];
  const own = textAt(item, "item", "seller_sku") ?? textAt(item, "item", "seller_custom_field");
  return own ?? (variation === undefined ? id : `${id}-${variation}`);
}

/** `ticket` is a boleto; a bank transfer is Pix where it says so. */
function methodOf(payment: unknown): string {
  if (textAt(payment, "payment_method_id") === "pix") return "pix";
  return textAt(payment, "payment_type") === "ticket" ? "boleto" : "card";
}
