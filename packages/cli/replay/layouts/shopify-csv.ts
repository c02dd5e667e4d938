import { isBelowZero, minus, plus, timesUnits } from "./exact-sums.ts";
import type { Layout } from "./layout.ts";
import { paymentWord } from "./payment-words.ts";
import { type Row, recordOf, rowsOf } from "./tables.ts";

/** Shopify's export of orders: a row a line item, with the order's own columns on the first of them. */
export const shopifyCsv: Layout = {
  of: "Shopify's export of orders (CSV)",
  becomes: [
    ["Name", "orderId; rows that share it are one order"],
    ["Created at", "placedAt"],
    ["Financial Status, Fulfillment Status, Cancelled at", "status; what was cancelled before it was paid is unpaid"],
    ["Currency", "currency"],
    ["Email", "buyerId"],
    ["Shipping Country, Province, Zip (else Billing …)", "buyerCountry, buyerRegion, postcode"],
    [
      "Lineitem sku (else name), name, quantity, price",
      "sku, title, quantity, unitPrice; rows of no units are nothing",
    ],
    ["Subtotal (else Discount Amount)", "discount: what the subtotal is below the line items"],
    ["Shipping", "freight"],
    ["Taxes", "tax, told and not taken over"],
    ["Refunded Amount", "refunded, told and not taken over where the order stands"],
    ["Notes", "the order's note"],
    ["Payment Method", "paymentMethod: Pix, boleto, gift cards; all others are cards"],
  ],
  records: (text) => ordersOf(rowsOf(text, { delimiter: "," }, needed)).map((rows) => recordOf(rows, toOrder)),
};

const needed = [["Name"], ["Created at"], ["Currency"], ["Lineitem quantity"], ["Lineitem price"]];

/** Columns that only the first row of an order has. */
const ofTheOrder = ["Financial Status", "Currency", "Subtotal", "Total"];

/** Rows that follow each other under one name, up to the next row with columns of an order's own. */
function ordersOf(rows: readonly Row[]): readonly (readonly Row[])[] {
  const orders: Row[][] = [];
  for (const row of rows) {
    const last = orders.at(-1);
    const goesOn =
      last?.[0]?.column("Name") === row.column("Name") && !ofTheOrder.some((name) => row.column(name) !== undefined);
    if (last && goesOn) last.push(row);
    else orders.push([row]);
  }
  return orders;
}

function toOrder(rows: readonly Row[]): Readonly<Record<string, unknown>> {
  const [first] = rows;
  const column = (name: string) => first?.column(name);
  const address = (name: string) => column(`Shipping ${name}`) ?? column(`Billing ${name}`);
  const lines = rows
    .filter((row) => row.column("Lineitem quantity") !== "0")
    .map((row) => ({
      sku: row.column("Lineitem sku") ?? row.column("Lineitem name"),
      title: row.column("Lineitem name"),
      quantity: row.column("Lineitem quantity"),
      unitPrice: row.column("Lineitem price"),
    }));
  const status = statusOf(column);
  return {
    orderId: column("Name"),
    placedAt: column("Created at"),
    status,
    currency: column("Currency"),
    buyerId: column("Email"),
    buyerCountry: address("Country"),
    buyerRegion: address("Province"),
    postcode: address("Zip")?.replace(/^'/, ""), // a mark that keeps spreadsheets from reading it as a number
    lines,
    discount: discountOf(lines, column),
    freight: column("Shipping"),
    tax: column("Taxes"),
    ...(status === "refunded" || status === "cancelled" ? {} : { refunded: column("Refunded Amount") }),
    note: column("Notes"),
    paymentMethod: paymentWord(column("Payment Method")),
  };
}

type Column = (name: string) => string | undefined;

/** What Shopify says in three columns as one word. */
function statusOf(column: Column): string | undefined {
  const [financial = "paid", fulfilment = "unfulfilled"] = [column("Financial Status"), column("Fulfillment Status")];
  if (financial === "refunded") return "refunded";
  if (column("Cancelled at") !== undefined)
    return ["pending", "expired", "unpaid"].includes(financial) ? "unpaid" : "cancelled";
  if (!["paid", "authorized", "partially_refunded"].includes(financial)) return financial;
  return fulfilment === "restocked" ? "open" : fulfilment;
}

/** The subtotal is the line items without every discount on them, whoever gave it. */
function discountOf(
  lines: readonly { readonly quantity: string | undefined; readonly unitPrice: string | undefined }[],
  column: Column,
): string | undefined {
  const subtotal = column("Subtotal");
  if (subtotal === undefined) return column("Discount Amount");
  const off = minus(plus(...lines.map(({ quantity, unitPrice }) => timesUnits(unitPrice, quantity))), subtotal);
  return isBelowZero(off) ? column("Discount Amount") : off;
}
