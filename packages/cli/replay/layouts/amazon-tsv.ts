import { minus, plus, unsigned } from "./exact-sums.ts";
import type { Layout } from "./layout.ts";
import { type Row, recordOf, rowsOf } from "./tables.ts";

/**
 * Amazon's flat files of orders: a row an item. The order report names an item `order-item-id`; the report of all orders
 * calls the order `amazon-order-id`, has a status, and no id for an item.
 */
export const amazonTsv: Layout = {
  of: "Amazon's order report, or its report of all orders (tab-separated)",
  becomes: [
    ["order-id, amazon-order-id", "orderId; rows that share it are one order"],
    ["purchase-date", "placedAt"],
    ["order-status", "status; where there is none, what was shipped whole is dispatched"],
    ["currency", "currency"],
    ["buyer-email", "buyerId"],
    ["ship-country, ship-state, ship-postal-code", "buyerCountry, buyerRegion, postcode"],
    ["sku, product-name, item-name", "sku, title"],
    ["quantity-purchased, quantity", "quantity; rows of no units are nothing"],
    ["item-price", "amount, for all units of the row together"],
    ["item-promotion-discount", "discount of the line"],
    ["shipping-price, gift-wrap-price, less ship-promotion-discount", "freight"],
    ["item-tax, shipping-tax, gift-wrap-tax", "tax, told and not taken over"],
    ["gift-message-text, delivery-Instructions", "the order's note"],
  ],
  records: (text) =>
    ordersOf(rowsOf(text, { delimiter: "\t", quote: false }, needed)).map((rows) => recordOf(rows, toOrder)),
};

const id = ["order-id", "amazon-order-id"];
const quantity = ["quantity-purchased", "quantity"];
const needed = [id, ["purchase-date"], ["sku"], quantity];

const either = (row: Row | undefined, names: readonly string[]): string | undefined => {
  for (const name of names) {
    const found = row?.column(name);
    if (found !== undefined) return found;
  }
  return undefined;
};

/**
 * Rows by order, wherever they stand. An item that comes again begins the order again: files that were joined hold some
 * rows twice, and what comes of the second is for the market to say.
 */
function ordersOf(rows: readonly Row[]): readonly (readonly Row[])[] {
  const orders: Row[][] = [];
  const latest = new Map<string, { readonly rows: Row[]; readonly items: Set<string> }>();
  let before: string | undefined;
  for (const row of rows) {
    const order = either(row, id) ?? "";
    // without an id of its own, a row that is repeated at once is another unit, and one that comes back is a repetition
    const item = row.column("order-item-id") ?? row.text;
    const known = latest.get(order);
    const again = known?.items.has(item) && (row.column("order-item-id") !== undefined || before !== item);
    if (known && !again && order !== "") {
      known.rows.push(row);
      known.items.add(item);
    } else {
      const begun = { rows: [row], items: new Set([item]) };
      orders.push(begun.rows);
      latest.set(order, begun);
    }
    before = item;
  }
  return orders;
}

function toOrder(rows: readonly Row[]): Readonly<Record<string, unknown>> {
  const [first] = rows;
  const all = (...names: readonly string[]) => plus(...rows.flatMap((row) => names.map((name) => row.column(name))));
  const off = plus(...rows.map((row) => unsigned(row.column("ship-promotion-discount"))));
  const sold = rows.filter((row) => either(row, quantity) !== "0");
  const notes = rows.map((row) => either(row, ["gift-message-text", "delivery-Instructions"]));
  return {
    orderId: either(first, id),
    placedAt: first?.column("purchase-date"),
    status: statusOf(rows),
    // where everything was cancelled no currency is named: XXX is ISO 4217's code for that
    currency: sold.length === 0 ? "XXX" : sold[0]?.column("currency"),
    buyerId: first?.column("buyer-email"),
    buyerCountry: first?.column("ship-country"),
    buyerRegion: first?.column("ship-state"),
    postcode: first?.column("ship-postal-code"),
    lines: sold.map((row) => ({
      sku: row.column("sku"),
      title: either(row, ["product-name", "item-name"]),
      quantity: either(row, quantity),
      amount: row.column("item-price"),
      discount: unsigned(row.column("item-promotion-discount")),
    })),
    freight: minus(all("shipping-price", "gift-wrap-price"), off),
    tax: all("item-tax", "shipping-tax", "gift-wrap-tax"),
    note: [...new Set(notes.filter((note) => note !== undefined))].join("\n"),
  };
}

/** The order report has no status: it tells how much of each row was shipped. */
function statusOf(rows: readonly Row[]): string | undefined {
  const said = rows[0]?.column("order-status");
  if (said !== undefined) return said;
  const shipped = rows.every((row) => {
    const bought = either(row, quantity);
    return bought !== undefined && row.column("quantity-shipped") === bought;
  });
  return shipped ? "shipped" : undefined;
}
