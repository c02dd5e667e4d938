import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { markets } from "#markets/directory";
import { agreed } from "#test/support/agreement";
import { mustAnswer, mustRefuse } from "#test/support/answers";
import type { Client, Json } from "#test/support/market-client";
import { type MarketInMemory, marketInMemory } from "#test/support/market-in-memory";
import { anOrder, fresh, offer, placed, price, shipmentsOf } from "#test/support/shop";

const [market] = markets;
if (!market) throw new Error("there is no market");
vi.mock("#market", async () => ({ ...(await import("#markets/directory")).markets[0] }));

const money = (cents: number) => price(market, cents);
const carrier = market.carriers[0]?.id;
const once = market.payments.methods.find(({ captureMode }) => captureMode === "immediate")?.method;
const [ada, bob] = [fresh("ada"), fresh("bob")];
let here: MarketInMemory;
let operations: Client;
const orders: string[] = [];

beforeAll(async () => {
  here = await marketInMemory(market);
  operations = here.client("operations");
  for (const sellerId of [ada, bob])
    await offer(operations, market, { sellerId, sku: "A", cents: 1_000, quantity: 100 });
});
afterAll(() => here.close());

/** Three units of ada's and two of bob's, at 10.00 each, with shipping of 5.01. */
const ordered = async (more: object = {}): Promise<Json> => {
  const lines = [
    { sellerId: ada, sku: "A", quantity: 3 },
    { sellerId: bob, sku: "A", quantity: 2 },
  ];
  const order = await placed(operations, anOrder(market, lines, { shipping: money(501), ...more }));
  orders.push(order.id);
  return order;
};
const cancel = async (id: string, body: object, client = operations, key?: string) =>
  mustAnswer(await client.post(`/orders/${id}/cancellation`, { reason: "not wanted", ...body }, key), 200);
const shown = async (id: string, client = operations): Promise<Json> =>
  mustAnswer(await client.get(`/orders/${id}`), 200);
const available = async (sellerId: string): Promise<number> =>
  (await operations.get(`/sellers/${sellerId}/stock/A`)).body.available;
/** All books say the same of all orders that hold this stock. Nothing has to be waited for. */
const agree = () => agreed(market, orders, { withinSeconds: 1 });
const cancellations = () =>
  here
    .traffic()
    .deliveries.map(({ event }) => event)
    .filter(({ type }) => type === "archipelago.ordering.cancelled.v3");

describe("units of a line", () => {
  test("go back on sale, off the shipment and off the bill, and the rest is sent and paid for", async () => {
    const before = await available(ada);
    const order = await ordered();
    const after = await cancel(order.id, { lines: [{ lineId: "l1", quantity: 2, reason: "damaged" }] });
    expect(after).toMatchObject({
      lines: [
        { lineId: "l1", quantity: 3, cancelledQuantity: 2, status: "allocated", cancelReason: "damaged" },
        { lineId: "l2", quantity: 2, cancelledQuantity: 0, status: "allocated" },
      ],
      total: money(5_501),
      current: { goods: money(3_000), shipping: money(501), discount: money(0), tax: money(0), total: money(3_501) },
    });
    expect(await available(ada)).toBe(before - 1);
    const shipments = await shipmentsOf(operations, order.id);
    expect(shipments.map(({ lines }) => lines.map(({ lineId, quantity }: Json) => [lineId, quantity]))).toContainEqual([
      ["l1", 1],
    ]);
    for (const { id } of shipments) {
      mustAnswer(await operations.post(`/shipments/${id}/dispatch`, { carrier }), 200);
      mustAnswer(await operations.post(`/shipments/${id}/delivery`, {}), 200);
    }
    expect(await shown(order.id)).toMatchObject({
      status: "completed",
      payment: { status: "captured", captured: money(3_501) },
    });
    await agree();
  });

  test("are told to the market line by line, however little is cancelled at a time, and add up to the line", async () => {
    const order = await ordered();
    here.traffic();
    for (let unit = 0; unit < 3; unit++) await cancel(order.id, { lines: [{ lineId: "l1", quantity: 1 }] });
    const events = cancellations().map(({ data }) => data as Json);
    expect(events.map(({ lines, items, amount }) => [lines, items[0].quantity, amount])).toEqual(
      Array.from({ length: 3 }, () => [[{ lineId: "l1", quantity: 1 }], 1, 1_000]),
    );
    expect(JSON.stringify(events)).not.toContain("not wanted");
    const rest = await shown(order.id);
    expect(rest).toMatchObject({
      status: "confirmed",
      lines: [{ status: "cancelled", cancelledQuantity: 3 }, { status: "allocated" }],
      current: { total: money(2_501) },
    });
    await cancel(order.id, { lineIds: ["l2"] });
    expect(cancellations()).toMatchObject([{ data: { whole: true, amount: 2_501 } }]);
    expect(await shown(order.id)).toMatchObject({
      status: "cancelled",
      current: { shipping: money(0), total: money(0) },
      payment: { captured: money(0) },
    });
    await agree();
  });

  test.runIf(once)("that were paid for at once are paid back", async () => {
    const order = await ordered({ payment: { method: once } });
    await cancel(order.id, { lines: [{ lineId: "l2", quantity: 1 }] });
    expect(await shown(order.id)).toMatchObject({
      current: { total: money(4_501) },
      payment: { captured: money(5_501), refunded: money(1_000) },
    });
    await agree();
  });

  test("that are more than are left are refused by name, and nothing is cancelled", async () => {
    const order = await ordered();
    await cancel(order.id, { lines: [{ lineId: "l2", quantity: 1 }] });
    const before = here.everything();
    const path = `/orders/${order.id}/cancellation`;
    const lines = [
      { lineId: "l1", quantity: 1 },
      { lineId: "l2", quantity: 2 },
    ];
    mustRefuse(await operations.post(path, { reason: "no", lines }), 422, "invalid", "/lines/1/quantity");
    mustRefuse(
      await operations.post(path, { reason: "no", lines: [{ lineId: "l9", quantity: 1 }] }),
      422,
      "invalid",
      "/lines/0/lineId",
    );
    const both = { reason: "no", lines: lines.slice(0, 1), lineIds: ["l1"] };
    mustRefuse(await operations.post(path, both), 422, "invalid", "/lineIds");
    expect(here.everything()).toEqual(before);
  });

  test("that left in between are named, and a repeat of what was done is answered as the first time", async () => {
    const order = await ordered();
    const key = fresh("key");
    const half = { lines: [{ lineId: "l1", quantity: 1 }] };
    const first = await cancel(order.id, half, operations, key);
    const [shipment] = (await shipmentsOf(operations, order.id)).filter(({ sellerId }) => sellerId === ada);
    mustAnswer(await operations.post(`/shipments/${shipment?.id}/dispatch`, { carrier }), 200);
    expect(await cancel(order.id, half, operations, key)).toEqual(first);
    const refused = await operations.post(`/orders/${order.id}/cancellation`, {
      reason: "no",
      lines: [
        { lineId: "l1", quantity: 1 },
        { lineId: "l2", quantity: 1 },
      ],
    });
    expect(mustRefuse(refused, 409, "line-dispatched")).toMatchObject({ lineIds: ["l1"] });
    await agree();
  });
});

describe("a seller", () => {
  test("cancels what it cannot send of its own lines, and says why to those who may know", async () => {
    const order = await ordered();
    const seller = here.client("seller", bob);
    here.traffic();
    const slice = await cancel(
      order.id,
      { lines: [{ lineId: "l2", quantity: 1 }], reason: "Mrs Byron's was broken" },
      seller,
    );
    expect(slice).toMatchObject({
      lines: [{ lineId: "l2", cancelledQuantity: 1, status: "allocated" }],
      ...{ goods: money(2_000), shipping: money(200), total: money(2_200) },
      current: { goods: money(1_000), shipping: money(200), total: money(1_200) },
    });
    expect(JSON.stringify(slice)).not.toContain("Byron");
    expect(cancellations()).toMatchObject([
      { data: { cause: "seller", whole: false, shares: [{ sellerId: bob, amount: 1_000 }] } },
    ]);
    expect((await shown(order.id)).lines).toMatchObject([
      { lineId: "l1", cancelledQuantity: 0 },
      { lineId: "l2", cancelReason: "Mrs Byron's was broken" },
    ]);
    await agree();
  });

  test("that names no line cancels all of its own, and leaves everybody else's", async () => {
    const order = await ordered();
    await cancel(order.id, {}, here.client("seller", ada));
    expect(await shown(order.id)).toMatchObject({
      status: "confirmed",
      lines: [
        { status: "cancelled", cancelReason: "not wanted" },
        { status: "allocated", cancelledQuantity: 0 },
      ],
    });
    await agree();
  });

  test("does not find the lines and orders of others", async () => {
    const order = await ordered();
    const before = here.everything();
    const path = `/orders/${order.id}/cancellation`;
    const seller = here.client("seller", ada);
    mustRefuse(await seller.post(path, { reason: "no", lineIds: ["l1", "l2"] }), 422, "invalid", "/lineIds/1");
    mustRefuse(
      await seller.post(path, { reason: "no", lines: [{ lineId: "l2", quantity: 1 }] }),
      422,
      "invalid",
      "/lines/0/lineId",
    );
    mustRefuse(await here.client("seller", "nobody").post(path, { reason: "no" }), 404, "not-found");
    mustRefuse(await seller.post(path, { lineIds: ["l1"] }), 422, "invalid", "/reason");
    expect(here.everything()).toEqual(before);
  });

  test("sees its part of the shipping, and all sellers' parts are the shipping", async () => {
    const order = await ordered();
    const slices = await Promise.all([ada, bob].map((sellerId) => shown(order.id, here.client("seller", sellerId))));
    expect(slices.map(({ shipping, total }) => [shipping, total])).toEqual([
      [money(301), money(3_301)],
      [money(200), money(2_200)],
    ]);
  });
});

test("what was written of a line lies with the personal data and nowhere else", async () => {
  const order = await ordered();
  await cancel(order.id, { lines: [{ lineId: "l1", quantity: 1, reason: "moved to Nottingham" }] });
  const holding = () =>
    Object.values(here.everything())
      .flat()
      .filter((item) => JSON.stringify(item).includes("Nottingham"));
  expect(holding()).toMatchObject([{ sk: "buyer" }]);
});
