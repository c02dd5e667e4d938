import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { marketByCode } from "#markets/directory";
import { mustAnswer, mustRefuse } from "#test/support/answers";
import type { Client, Json } from "#test/support/market-client";
import { type MarketInMemory, marketInMemory } from "#test/support/market-in-memory";
import { anOrder, offer, placed, price } from "#test/support/shop";

const market = marketByCode("br") ?? expect.unreachable("br must be a market");
vi.mock("#market", async () => ({ ...(await import("#markets/directory")).marketByCode("br") }));

const sellerId = "giver";
const gift = { sellerId, sku: "GIFT" };
const mug = { sellerId, sku: "MUG" };
let here: MarketInMemory;
let [operations, storefront, integration] = [] as unknown as [Client, Client, Client];

beforeAll(async () => {
  here = await marketInMemory(market);
  operations = here.client("operations");
  storefront = here.client("storefront");
  integration = here.client("integration");
  await offer(operations, market, { ...gift, cents: 0 });
  await offer(operations, market, { ...mug, cents: 1_000 });
});
afterAll(() => here.close());

const nothing = price(market, 0);
const seen = async (id: string): Promise<Json> => (await operations.get(`/orders/${id}`)).body;
/** Dispatches and delivers all shipments of an order. */
async function sent(id: string): Promise<void> {
  const carrier = market.carriers[0]?.id;
  for (const { id: shipment } of (await seen(id)).shipments) {
    mustAnswer(
      await operations.post(`/shipments/${shipment}/dispatch`, { carrier, trackingNumber: "BR123456789BR" }),
      200,
    );
    mustAnswer(await operations.post(`/shipments/${shipment}/delivery`, {}), 200);
  }
}

test("a listing may be free, and nobody may be paid to take it", async () => {
  const listing = { title: "A gift", category: market.categories[0], price: { ...nothing, amount: "-0.01" } };
  mustRefuse(await operations.put(`/sellers/${sellerId}/listings/BRIBE`, listing), 422, "invalid", "/price/amount");
  expect((await storefront.get(`/sellers/${sellerId}/listings/GIFT`)).body.price).toEqual(nothing);
});

test.each(market.payments.methods.map(({ method }) => method))(
  "an order that costs nothing needs no payment, though it names %s and a means that would be declined",
  async (method) => {
    const { id } = await placed(storefront, anOrder(market, [gift], { payment: { method, token: "tok_declined" } }));
    expect(await seen(id)).toMatchObject({
      ...{ status: "confirmed", total: nothing },
      payment: { status: "captured", authorised: nothing, captured: nothing },
    });
    await sent(id);
    expect(await seen(id)).toMatchObject({
      status: "completed",
      payment: { status: "captured", captured: nothing, refunded: nothing },
    });
  },
);

test("an order that costs nothing is cancelled like any other, and gives nothing back", async () => {
  const { id } = await placed(storefront, anOrder(market, [gift]));
  mustAnswer(await storefront.post(`/orders/${id}/cancellation`, { reason: "not wanted" }), 200);
  expect(await seen(id)).toMatchObject({
    ...{ status: "cancelled", current: { total: nothing } },
    payment: { status: "captured", captured: nothing, refunded: nothing },
  });
});

test("a gift beside something paid for is charged with the rest, to the cent", async () => {
  const { id } = await placed(storefront, anOrder(market, [gift, mug]));
  await sent(id);
  const paid = price(market, 1_000);
  expect(await seen(id)).toMatchObject({ status: "completed", goods: paid, payment: { captured: paid } });
});

test("an agreed price may be nothing, and not less", async () => {
  const agreed = (amount: string) =>
    anOrder(market, [], { lines: [{ ...mug, quantity: 1, unitPrice: { ...nothing, amount } }] });
  const { id } = await placed(integration, agreed("0.00"));
  expect(await seen(id)).toMatchObject({ status: "confirmed", total: nothing });
  mustRefuse(await integration.post("/orders", agreed("-0.01")), 422, "invalid", "/lines/0/unitPrice/amount");
});
