import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { marketByCode } from "#markets/directory";
import { type MarketInMemory, marketInMemory } from "#test/support/market-in-memory";
import { expectExport } from "#test/support/seller-export";

const market = marketByCode("br") ?? expect.unreachable("br must be a market");
vi.mock("#market", async () => ({ ...(await import("#markets/directory")).marketByCode("br") }));

let here: MarketInMemory;
beforeAll(async () => {
  here = await marketInMemory(market);
});
afterAll(() => here.close());

test("Mercado Livre's orders are carried in with the totals of a spreadsheet, once", () =>
  expectExport(here, market, ["mercadolivre-json", "mercadolivre-orders.json"], {
    // acceptedTotal: SUM of total_amount; discounts: SUM of coupon.amount; shipping: SUM of shipping_cost of payments that
    // were approved or refunded; refunds: transaction_amount_refunded of the order that stands
    read: 32,
    accepted: 27,
    rejected: { unpaid: 4, "currency-mismatch": 1 },
    acceptedTotal: "2043.00",
    rejectedTotal: "512.48",
    discounts: "10.00",
    leftOut: { tax: { orders: 0, amount: "0.00" }, refunds: { orders: 1, amount: "3.00" } },
    sold: { notes: 1, goods: "2033.00", shipping: "333.90" },
    outcomes: { cancelled: 1, dispatched: 9, delivered: 11, undated: 0 },
  }));
