import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type LayoutName, layoutNames, layouts, recordsOf } from "./layouts.ts";

const folder = mkdtempSync(join(tmpdir(), "archipelago-layouts-"));
const read = (layout: LayoutName, content: string | Buffer, limit?: number) => {
  const path = join(folder, "export");
  writeFileSync(path, content);
  return recordsOf(layout, path, limit);
};
const values = async (layout: LayoutName, content: string | Buffer) =>
  (await read(layout, content)).map(({ value }) => JSON.parse(JSON.stringify(value)));

const shopify = (...rows: readonly string[]) =>
  ["Name,Created at,Currency,Financial Status,Total,Lineitem quantity,Lineitem name,Lineitem price", ...rows].join(
    "\r\n",
  );
const first = "#1,2026-01-02 10:00:00 -0500,USD,paid,5.00,1,Mug,5.00";
const next = "#1,2026-01-02 10:00:00 -0500,,,,2,Cup,1.00";
const skus = (orders: readonly { readonly lines: readonly { readonly sku: string }[] }[]) =>
  orders.map(({ lines }) => lines.map(({ sku }) => sku).join("+"));

test("rows of one name are one order, until the order's own columns come again", async () => {
  expect(skus(await values("shopify-csv", shopify(first, next, first, next, next)))).toEqual([
    "Mug+Cup",
    "Mug+Cup+Cup",
  ]);
});

test("a row that is cut off breaks its order, which keeps its id and its lines", async () => {
  const [order, ...more] = await read("shopify-csv", shopify(first, "#1,2026-01-02,,,,2,Cup"));
  expect(order).toMatchObject({ number: 2, wrong: "line 3 has not the 8 columns that the header names" });
  expect(order?.value).toMatchObject({ orderId: "#1", lines: [{ unitPrice: "5.00" }, { sku: "Cup" }] });
  expect(more).toEqual([]);
});

test("a cell may hold line feeds, quotes and commas, and a file may begin with a mark", async () => {
  const [order] = await read("shopify-csv", `\uFEFF${shopify('#1,2026-01-02,USD,paid,5.00,1,"5"" pipe,\nlong",5.00')}`);
  expect(order?.value).toMatchObject({ lines: [{ title: '5" pipe,\nlong' }] });
});

test.each<[LayoutName, string, string]>([
  ["shopify-csv", "Order;Date\n1;2", "the file has no column “Name”"],
  ["shopify-csv", "", "the file is empty"],
  [
    "shopify-csv",
    shopify('#1,2026-01-02,USD,paid,5.00,1,"Mug,5.00', first),
    "the file is no such table: Quote Not Closed",
  ],
  ["amazon-tsv", "order-id\tsku\n1\tA", "the file has no column “purchase-date”"],
  ["tiktok-json", "Name,Total\n1,2", "the file holds no JSON"],
])("%s: another file is told before anything happens: %j", (layout, content, why) =>
  expect(read(layout, content)).rejects.toThrow(why),
);

const amazon = (...rows: readonly (readonly string[])[]) =>
  [
    [
      "order-id",
      "order-item-id",
      "purchase-date",
      "sku",
      "quantity-purchased",
      "currency",
      "item-price",
      "ship-country",
    ],
    ...rows,
  ]
    .map((row) => row.join("\t"))
    .join("\n");
const item = (order: string, id: string, sku: string) => [
  order,
  id,
  "2026-01-02T10:00:00+00:00",
  sku,
  "1",
  "GBP",
  "5.00",
  "GB",
];

test("items of one order belong together wherever they stand, and an item that comes again begins it again", async () => {
  const rows = [
    item("1", "i1", "A"),
    item("2", "i2", "B"),
    item("1", "i3", "C"),
    item("1", "i1", "A"),
    item("1", "i3", "C"),
  ];
  expect(skus(await values("amazon-tsv", amazon(...rows)))).toEqual(["A+C", "B", "A+C"]);
});

test("tables in Latin-1 are read as they were meant, and quotes are no more than quotes", async () => {
  const content = Buffer.from(amazon(item("1", "i1", 'CAFÉ 5"')), "latin1");
  expect(skus(await values("amazon-tsv", content))).toEqual(['CAFÉ 5"']);
});

const tiktok = (more: object = {}) => ({
  id: "5764610000000000017",
  status: "AWAITING_SHIPMENT",
  create_time: 1772356530,
  paid_time: 1772356535,
  payment: { currency: "USD", shipping_fee: "1.00" },
  line_items: [{ seller_sku: "A", original_price: "2.00", sale_price: "1.50", seller_discount: "0.50" }],
  ...more,
});

test.each([
  ["an answer of the API", JSON.stringify({ code: 0, data: { orders: [tiktok(), tiktok()] } })],
  ["a list", JSON.stringify([tiktok(), tiktok()], undefined, 2)],
  ["one order a line", `${JSON.stringify(tiktok())}\n\n${JSON.stringify(tiktok())}\n`],
  ["an answer a line", [1, 2].map(() => JSON.stringify({ data: { orders: [tiktok()] } })).join("\n")],
])("orders are found in %s", async (_, content) => {
  const orders = await values("tiktok-json", content);
  expect(orders.map(({ orderId, placedAt }) => [orderId, placedAt])).toEqual(
    Array(2).fill(["5764610000000000017", "2026-03-01T09:15:30.000Z"]),
  );
});

test("an answer without orders is none, and a list may hold what is no order", async () => {
  expect(await read("mercadolivre-json", '{"results":[],"paging":{"total":0}}')).toEqual([]);
  expect((await read("woocommerce-json", '[17,null,"x"]')).map(({ value }) => value)).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test("numbers of a document keep every digit", async () => {
  const [order] = await values(
    "mercadolivre-json",
    '[{"id":12345678901234567890,"total_amount":10.10,"order_items":[{"quantity":1,"unit_price":10.10,"item":{"id":"MLB1"}}]}]',
  );
  expect(order).toMatchObject({ orderId: "12345678901234567890", lines: [{ unitPrice: "10.10", sku: "MLB1" }] });
});

test.each<[string, object, string | undefined]>([
  ["paid and held back", { status: "ON_HOLD" }, "open"],
  ["cancelled before it was paid", { status: "CANCELLED", paid_time: undefined }, "unpaid"],
  ["cancelled after it was paid", { status: "CANCELLED" }, "CANCELLED"],
  ["with a word of tomorrow", { status: "TELEPORTED" }, "TELEPORTED"],
])("TikTok: an order that is %s", async (_, more, status) => {
  const [order] = await values("tiktok-json", JSON.stringify([tiktok(more)]));
  expect(order.status).toBe(status);
});

const meli = (more: object) => ({ id: 1, order_items: [], ...more });
test.each<[string, object, string | undefined]>([
  ["confirmed, not paid", { status: "confirmed" }, "unpaid"],
  ["paid", { status: "paid", tags: ["paid", "not_delivered"] }, "open"],
  ["delivered by its tags", { status: "paid", tags: ["paid", "delivered"] }, "delivered"],
  ["on its way", { status: "paid", shipping: { status: "shipped" } }, "shipped"],
  ["cancelled before it was paid", { status: "cancelled", payments: [{ status: "rejected" }] }, "unpaid"],
  ["paid back", { status: "cancelled", payments: [{ status: "refunded" }] }, "refunded"],
  ["paid back in part", { status: "partially_refunded", tags: ["delivered"] }, "delivered"],
])("Mercado Livre: an order that is %s", async (_, more, status) => {
  const [order] = await values("mercadolivre-json", JSON.stringify([meli(more)]));
  expect(order.status).toBe(status);
});

test("every layout says what it reads", () => {
  for (const name of layoutNames)
    expect(layouts[name].becomes.map(([, becomes]) => becomes).join(" ")).toContain("orderId");
});

test("no more orders are read than asked for", async () => {
  expect(await read("tiktok-json", JSON.stringify([tiktok(), tiktok()]), 1)).toHaveLength(1);
});
