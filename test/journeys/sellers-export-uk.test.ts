import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { marketByCode } from "#markets/directory";
import { type MarketInMemory, marketInMemory } from "#test/support/market-in-memory";
import { expectExport } from "#test/support/seller-export";

const market = marketByCode("uk") ?? expect.unreachable("uk must be a market");
vi.mock("#market", async () => ({ ...(await import("#markets/directory")).marketByCode("uk") }));

let here: MarketInMemory;
beforeAll(async () => {
  here = await marketInMemory(market);
});
afterAll(() => here.close());

test("Amazon's report of all orders are carried in with the totals of a spreadsheet, once", () =>
  expectExport(here, market, ["amazon-tsv", "amazon-all-orders.txt"], {
    // acceptedTotal: SUM of item-price; discounts: SUM of item-promotion-discount; shipping: SUM of shipping-price and
    // gift-wrap-price less ship-promotion-discount; tax: SUM of item-tax
    read: 34,
    accepted: 30,
    rejected: { unpaid: 1, "currency-mismatch": 1, "country-not-served": 1, "no-lines": 1 },
    acceptedTotal: "2577.19",
    rejectedTotal: "49.91",
    discounts: "10.00",
    leftOut: { tax: { orders: 30, amount: "429.59" }, refunds: { orders: 0, amount: "0.00" } },
    sold: { notes: 0, goods: "2567.19", shipping: "49.34" },
    outcomes: { cancelled: 1, dispatched: 16, delivered: 3, undated: 3 },
  }));

test("WooCommerce's orders are carried in with the totals of a spreadsheet, once", () =>
  expectExport(here, market, ["woocommerce-json", "woocommerce-orders.json"], {
    // acceptedTotal: SUM of subtotal and subtotal_tax of line items; discounts: that less SUM of total and total_tax, and
    // the fee below zero; shipping: SUM of shipping_total, shipping_tax and the fee above zero, with its tax
    read: 33,
    accepted: 25,
    rejected: { unpaid: 4, "country-not-served": 1, "currency-mismatch": 1, cancellation: 1, "unknown-status": 1 },
    acceptedTotal: "1699.34",
    rejectedTotal: "899.43",
    discounts: "39.30",
    leftOut: { tax: { orders: 0, amount: "0.00" }, refunds: { orders: 1, amount: "4.75" } },
    sold: { notes: 3, goods: "1660.04", shipping: "78.00" },
    outcomes: { cancelled: 2, dispatched: 0, delivered: 11, undated: 0 },
  }));
