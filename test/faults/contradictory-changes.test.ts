import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { markets } from "#markets/directory";
import { mustAnswer, mustRefuse } from "#test/support/answers";
import type { Client, Json } from "#test/support/market-client";
import { type MarketInMemory, marketInMemory } from "#test/support/market-in-memory";
import { anOrder, aSeller, fresh, offer, placed, price, shipmentsOf } from "#test/support/shop";

const [market] = markets;
if (!market) throw new Error("there is no market");
vi.mock("#market", async () => ({ ...(await import("#markets/directory")).markets[0] }));
const nowhere = markets.flatMap(({ countries }) => countries).find((one) => !market.countries.includes(one)) ?? "AQ";
const elsewhere = { amount: "1.00", currency: "XTS" };
const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();

const sellerId = fresh("contradiction");
const sku = "THING-1";
const key = { sellerId, sku };
const carrier = market.carriers[0]?.id;
let here: MarketInMemory;
let client: Client;
let order: Json;
let shipment: Json;
let gone: Json;
let cancelled: Json;
let before: Readonly<Record<string, unknown>>;

beforeAll(async () => {
  here = await marketInMemory(market);
  client = here.client("operations");
  await offer(client, market, { ...key, quantity: 50 });
  order = await placed(client, anOrder(market, [key]));
  [shipment] = await shipmentsOf(client, order.id);
  const second = await placed(client, anOrder(market, [key]));
  [gone] = await shipmentsOf(client, second.id);
  mustAnswer(await client.post(`/shipments/${gone.id}/dispatch`, { carrier }), 200);
  cancelled = await placed(client, anOrder(market, [key]));
  mustAnswer(await client.post(`/orders/${cancelled.id}/cancellation`, { reason: "test" }), 200);
  before = here.everything();
});
afterAll(() => here.close());

type Expected = readonly [status: number, code: string, pointer?: string];

const listing = { title: "A thing", category: market.categories[0] };
const puts: readonly (readonly [what: string, path: string, body: object, expected: Expected])[] = [
  [
    "a listing priced in another currency",
    `/sellers/${sellerId}/listings/${sku}`,
    { ...listing, price: elsewhere },
    [422, "currency-mismatch", "/price/currency"],
  ],
  [
    "a listing for less than nothing",
    `/sellers/${sellerId}/listings/${sku}`,
    { ...listing, price: price(market, -1) },
    [422, "invalid", "/price/amount"],
  ],
  [
    "a listing of a seller nobody knows",
    `/sellers/nobody/listings/${sku}`,
    { ...listing, price: price(market, 1) },
    [404, "unknown-seller"],
  ],
  [
    "stock both at one node and node by node",
    `/sellers/${sellerId}/stock/${sku}`,
    { quantity: 1, nodes: {} },
    [422, "invalid", ""],
  ],
  [
    "stock at a node of nowhere",
    `/sellers/${sellerId}/stock/${sku}`,
    { nodes: { nowhere: 1 } },
    [422, "invalid", "/nodes/nowhere"],
  ],
  ["less stock than orders hold", `/sellers/${sellerId}/stock/${sku}`, { quantity: 0 }, [409, "stock-held"]],
  ["stock of a thing nobody lists", `/sellers/${sellerId}/stock/NOTHING`, { quantity: 1 }, [404, "unknown-listing"]],
  [
    "a seller in a country that is not served",
    "/sellers/elsewhere",
    { ...aSeller(market), country: nowhere },
    [422, "country-not-served", "/country"],
  ],
];

test.each(puts)("%s", async (_, path, body, [status, code, pointer]) => {
  mustRefuse(await client.put(path, body), status, code, pointer);
});

const commands: readonly (readonly [what: string, path: () => string, body: object, expected: Expected])[] = [
  [
    "cancelling a line that is none",
    () => `/orders/${order.id}/cancellation`,
    { reason: "test", lineIds: ["l1", "l9"] },
    [422, "invalid", "/lineIds/1"],
  ],
  [
    "cancelling what was dispatched",
    () => `/orders/${gone.orderId}/cancellation`,
    { reason: "test" },
    [409, "line-dispatched"],
  ],
  [
    "cancelling an order nobody placed",
    () => `/orders/${order.id.slice(0, -4)}0000/cancellation`,
    { reason: "test" },
    [404, "not-found"],
  ],
  [
    "dispatching with a carrier nobody knows",
    () => `/shipments/${shipment.id}/dispatch`,
    { carrier: "pigeon" },
    [422, "invalid", "/carrier"],
  ],
  [
    "dispatching in an hour",
    () => `/shipments/${shipment.id}/dispatch`,
    { carrier, at: inAnHour() },
    [422, "invalid", "/at"],
  ],
  [
    "delivering what was not dispatched",
    () => `/shipments/${shipment.id}/delivery`,
    {},
    [409, "shipment-not-dispatchable"],
  ],
  [
    "delivering before it was dispatched",
    () => `/shipments/${gone.id}/delivery`,
    { at: "2001-01-01T00:00:00Z" },
    [422, "invalid", "/at"],
  ],
  [
    "dispatching it again, by another tracking number",
    () => `/shipments/${gone.id}/dispatch`,
    { carrier, trackingNumber: "X1" },
    [409, "shipment-not-dispatchable"],
  ],
];

test.each(commands)("%s", async (_, path, body, [status, code, pointer]) => {
  mustRefuse(await client.post(path(), body), status, code, pointer);
});

test("what cannot be cancelled is named", async () => {
  const said = mustRefuse(
    await client.post(`/orders/${gone.orderId}/cancellation`, { reason: "test" }),
    409,
    "line-dispatched",
  );
  expect(JSON.stringify(said)).toContain('"l1"');
});

test("nothing has changed by all of this", () => expect(here.everything()).toEqual(before));

test("an order that is cancelled already is not cancelled anew", async () => {
  const answer = await client.post(`/orders/${cancelled.id}/cancellation`, { reason: "again" });
  if (answer.status === 200)
    expect(answer.body.version).toBe((await client.get(`/orders/${cancelled.id}`)).body.version);
  else mustRefuse(answer, 409, "order-not-cancellable");
});
