import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { marketByCode } from "#markets/directory";
import { type MarketInMemory, marketInMemory } from "#test/support/market-in-memory";
import { expectExport } from "#test/support/seller-export";

const market = marketByCode("us") ?? expect.unreachable("us must be a market");
vi.mock("#market", async () => ({ ...(await import("#markets/directory")).marketByCode("us") }));

let here: MarketInMemory;
beforeAll(async () => {
  here = await marketInMemory(market);
});
afterAll(() => here.close());

test("Shopify's export of orders are carried in with the totals of a spreadsheet, once", () =>
  expectExport(here, market, ["shopify-csv", "shopify-orders.csv"], {
    // acceptedTotal: SUMPRODUCT of Lineitem quantity and Lineitem price; discounts: that less SUM of Subtotal; goods: SUM of
    // Subtotal; shipping: SUM of Shipping; tax: SUM of Taxes; refunds: SUM of Refunded Amount of orders that stand
    read: 36,
    accepted: 31,
    rejected: { unpaid: 2, "currency-mismatch": 1, "country-not-served": 1, "no-paid-line": 1 },
    acceptedTotal: "2712.04",
    rejectedTotal: "159.23",
    discounts: "55.78",
    leftOut: { tax: { orders: 31, amount: "212.49" }, refunds: { orders: 1, amount: "4.00" } },
    sold: { notes: 3, goods: "2656.26", shipping: "159.85" },
    outcomes: { cancelled: 3, dispatched: 21, delivered: 0, undated: 0 },
  }));

test("TikTok Shop's orders are carried in with the totals of a spreadsheet, once", () =>
  expectExport(here, market, ["tiktok-json", "tiktok-orders.json"], {
    // acceptedTotal: SUM of payment.original_total_product_price; goods: SUM of payment.sub_total; shipping: SUM of
    // payment.shipping_fee and retail_delivery_fee; tax: SUM of payment.tax; refunds: sale_price of the cancelled item
    read: 32,
    accepted: 28,
    rejected: { unpaid: 2, "country-not-served": 1, "currency-mismatch": 1 },
    acceptedTotal: "2407.46",
    rejectedTotal: "160.52",
    discounts: "20.00",
    leftOut: { tax: { orders: 28, amount: "167.13" }, refunds: { orders: 1, amount: "7.00" } },
    sold: { notes: 4, goods: "2387.46", shipping: "72.09" },
    outcomes: { cancelled: 1, dispatched: 14, delivered: 6, undated: 0 },
  }));
