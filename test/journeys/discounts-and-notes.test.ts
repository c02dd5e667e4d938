import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { markets } from "#markets/directory";
import { agreed } from "#test/support/agreement";
import { mustAnswer, mustRefuse } from "#test/support/answers";
import type { Client, Json } from "#test/support/market-client";
import { type MarketInMemory, marketInMemory } from "#test/support/market-in-memory";
import { anOrder, fresh, offer, placed, price, shipmentsOf } from "#test/support/shop";

const market = markets[0] ?? expect.unreachable("there is no market");
vi.mock("#market", async () => ({ ...(await import("#markets/directory")).markets[0] }));

const money = (cents: number) => price(market, cents);
const carrier = market.carriers[0]?.id;
const once = market.payments.methods.find(({ captureMode }) => captureMode === "immediate")?.method;
const [ada, bob] = [fresh("ada"), fresh("bob")];
const orders: string[] = [];
let here: MarketInMemory;
let [operations, integration] = [] as unknown as [Client, Client];

beforeAll(async () => {
  here = await marketInMemory(market);
  operations = here.client("operations");
  integration = here.client("integration");
  for (const sellerId of [ada, bob]) await offer(operations, market, { sellerId, sku: "A", quantity: 100 });
});
afterAll(() => here.close());

const agree = () => agreed(market, orders, { withinSeconds: 1 });
/** Three units of ada's at 10.00 less 0.50, and two of bob's at 5.00; 1.00 comes off all of it, and 4.00 is shipping. */
async function ordered(more: object = {}): Promise<Json> {
  const lines = [
    { sellerId: ada, sku: "A", quantity: 3, unitPrice: money(1_000), discount: money(50) },
    { sellerId: bob, sku: "A", quantity: 2, unitPrice: money(500) },
  ];
  const discounts = { lines, discount: money(100), shipping: money(400) };
  const order = await placed(integration, { ...anOrder(market, []), ...discounts, ...more });
  orders.push(order.id);
  return order;
}
const seen = async (id: string, client = operations): Promise<Json> => (await client.get(`/orders/${id}`)).body;
const cancel = async (id: string, lineId: string, quantity: number) =>
  mustAnswer(await operations.post(`/orders/${id}/cancellation`, { reason: "no", lines: [{ lineId, quantity }] }), 200);

test("discounts come off the lines, the total, and what is taken for each shipment", async () => {
  const order = await ordered();
  expect(order).toMatchObject({
    lines: [
      { lineId: "l1", total: money(3_000), discount: money(125) },
      { lineId: "l2", total: money(1_000), discount: money(25) },
    ],
    ...{ goods: money(4_000), discount: money(150), shipping: money(400), total: money(4_250) },
  });
  for (const { id } of await shipmentsOf(operations, order.id)) {
    mustAnswer(await operations.post(`/shipments/${id}/dispatch`, { carrier }), 200);
    mustAnswer(await operations.post(`/shipments/${id}/delivery`, {}), 200);
  }
  expect(await seen(order.id)).toMatchObject({
    status: "completed",
    payment: { status: "captured", authorised: money(4_250), captured: money(4_250) },
  });
  await agree();
});

test("a discount is its seller's, in what the market is told and in what the seller sees", async () => {
  here.traffic();
  const order = await ordered();
  const confirmed = here.traffic().deliveries.find(({ event }) => event.type === "archipelago.ordering.confirmed.v2");
  expect(confirmed?.event.data).toMatchObject({
    shares: [
      { sellerId: ada, goods: 3_000, discount: { platform: 0, seller: 125 }, shipping: 300, amount: 3_175 },
      { sellerId: bob, goods: 1_000, discount: { platform: 0, seller: 25 }, shipping: 100, amount: 1_075 },
    ],
  });
  expect(await seen(order.id, here.client("seller", bob))).toMatchObject({
    ...{ goods: money(1_000), discount: money(25), shipping: money(100), total: money(1_075) },
    current: { discount: money(25), total: money(1_075) },
  });
});

test.each([...new Set(["card", once ?? "card"])])(
  "paid by %s, units give back what they cost less their part of the discount, one by one as together",
  async (method) => {
    const order = await ordered({ payment: { method } });
    const totals: Json[] = [];
    for (let unit = 0; unit < 3; unit++) totals.push((await cancel(order.id, "l1", 1)).current.total);
    expect(totals).toEqual([3_292, 2_334, 1_375].map(money));
    await agree();
    await cancel(order.id, "l2", 2);
    expect(await seen(order.id)).toMatchObject({
      status: "cancelled",
      current: { goods: money(0), discount: money(0), total: money(0) },
    });
    await agree();
  },
);

test("reporting counts goods as they were priced, and its books agree", async () => {
  const before = (await operations.get("/reconciliation")).body;
  const order = await ordered();
  await cancel(order.id, "l1", 3);
  await cancel(order.id, "l2", 2);
  const goods = ({ epochs }: Json, kind: string): number =>
    epochs.reduce((sum: number, { ledger }: Json) => sum + Math.round(Number(ledger[kind]?.goods ?? 0) * 100), 0);
  const after = (await operations.get("/reconciliation")).body;
  expect(goods(after, "sale") - goods(before, "sale")).toBe(4_000);
  expect(goods(after, "cancellation") - goods(before, "cancellation")).toBe(4_000);
  expect(after.balanced).toBe(true);
});

test("a discount that is more than it comes off is refused by name, and nothing is sold", async () => {
  const before = here.everything();
  const line = { sellerId: ada, sku: "A", quantity: 1, unitPrice: money(1_000) };
  const order = { ...anOrder(market, []), lines: [line] };
  mustRefuse(
    await integration.post("/orders", { ...order, discount: money(1_001) }),
    422,
    "invalid",
    "/discount/amount",
  );
  const lines = [{ ...line, discount: money(1_001) }];
  mustRefuse(await integration.post("/orders", { ...order, lines }), 422, "invalid", "/lines/0/discount/amount");
  const listed = { ...anOrder(market, [{ sellerId: ada, sku: "A" }]), discount: money(1) };
  expect((await here.client("storefront").post("/orders", listed)).status).toBe(403);
  expect(here.everything()).toEqual(before);
});

test("an order of which all comes off needs no payment", async () => {
  const lines = [{ sellerId: ada, sku: "A", quantity: 2, unitPrice: money(1_000) }];
  const order = await ordered({ lines, discount: money(2_000), shipping: money(0) });
  expect(await seen(order.id)).toMatchObject({
    ...{ status: "confirmed", total: money(0) },
    payment: { status: "captured", captured: money(0) },
  });
});

test("a buyer's note is for those who may know the buyer, and is said nowhere else", async () => {
  const note = "For Ada from Nottingham";
  const storefront = here.client("storefront");
  const body = anOrder(market, [{ sellerId: ada, sku: "A" }], { note });
  const key = fresh("key");
  here.traffic();
  const order = mustAnswer(await storefront.post("/orders", body, key), 201);
  expect(order.note).toBe(note);
  expect(mustAnswer(await storefront.post("/orders", body, key), 201)).toEqual(order);
  expect((await seen(order.id)).note).toBe(note);
  expect(await seen(order.id, here.client("seller", ada))).not.toHaveProperty("note");
  expect(JSON.stringify(here.traffic().deliveries)).not.toContain("Nottingham");
  const holding = Object.values(here.everything())
    .flat()
    .filter((item) => JSON.stringify(item).includes("Nottingham"));
  expect(holding).toMatchObject([{ sk: "buyer" }]);
});
