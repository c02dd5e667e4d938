import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { marketByCode, markets } from "#markets/directory";
import { paymentMethods } from "#markets/vocabulary";
import { mustAnswer, mustRefuse } from "#test/support/answers";
import type { Client } from "#test/support/market-client";
import { type MarketInMemory, marketInMemory } from "#test/support/market-in-memory";
import { anOrder, fresh, offer, price } from "#test/support/shop";

const market = marketByCode("uk");
const missing = paymentMethods.find((wanted) => market?.payments.methods.every(({ method }) => method !== wanted));
if (!market || !missing) throw new Error("uk must be a market that does not offer every means of payment");
vi.mock("#market", async () => ({ ...(await import("#markets/directory")).marketByCode("uk") }));
const nowhere = markets.flatMap(({ countries }) => countries).find((one) => !market.countries.includes(one)) ?? "AQ";
const elsewhere = { amount: "1.00", currency: "XTS" };
const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();

const key = { sellerId: fresh("contradiction"), sku: "THING-1" };
let here: MarketInMemory;
let client: Client;
let before: Readonly<Record<string, unknown>>;

beforeAll(async () => {
  here = await marketInMemory(market);
  client = here.client("operations");
  await offer(client, market, { ...key, quantity: 50 });
  before = here.everything();
});
afterAll(() => here.close());

type Expected = readonly [status: number, code: string, pointer?: string];
type Case = readonly [what: string, body: () => object, expected: Expected];

const line = { ...key, quantity: 1 };
const orders: readonly Case[] = [
  [
    "a buyer in a country that is not served",
    () => ({ buyer: { country: nowhere } }),
    [422, "country-not-served", "/buyer/country"],
  ],
  [
    "a means of payment that is not offered",
    () => ({ payment: { method: missing } }),
    [422, "payment-method-not-offered", "/payment/method"],
  ],
  [
    "more instalments than anyone gives",
    () => ({ payment: { method: "card", installments: 99 } }),
    [422, "invalid", "/payment/installments"],
  ],
  [
    "an agreed price in another currency",
    () => ({ lines: [{ ...line, unitPrice: elsewhere }] }),
    [422, "currency-mismatch", "/lines/0/unitPrice/currency"],
  ],
  ["shipping in another currency", () => ({ shipping: elsewhere }), [422, "currency-mismatch", "/shipping/currency"]],
  [
    "a price with too many places",
    () => ({ lines: [{ ...line, unitPrice: { ...price(market, 1), amount: "1.001" } }] }),
    [422, "invalid", "/lines/0/unitPrice/amount"],
  ],
  [
    "a negative price",
    () => ({ lines: [{ ...line, unitPrice: { ...price(market, 1), amount: "-1.00" } }] }),
    [422, "invalid", "/lines/0/unitPrice/amount"],
  ],
  [
    "an agreed price below nothing",
    () => ({ lines: [{ ...line, unitPrice: price(market, -1) }] }),
    [422, "invalid", "/lines/0/unitPrice/amount"],
  ],
  [
    "negative shipping",
    () => ({ shipping: { ...price(market, 1), amount: "-0.01" } }),
    [422, "invalid", "/shipping/amount"],
  ],
  ["a day that is not over", () => ({ placedAt: inAnHour() }), [422, "invalid", "/placedAt"]],
  ["a day that does not exist", () => ({ placedAt: "2026-02-30T12:00:00Z" }), [422, "invalid", "/placedAt"]],
  [
    "a postcode of no form",
    () => ({ buyer: { country: market.countries[0], postcode: "!?" } }),
    [422, "invalid", "/buyer/postcode"],
  ],
  [
    "a thing nobody lists",
    () => ({ lines: [line, { ...line, sku: "NOTHING" }] }),
    [404, "unknown-listing", "/lines/1"],
  ],
  ["a seller nobody knows", () => ({ lines: [{ ...line, sellerId: "nobody" }] }), [404, "unknown-listing", "/lines/0"]],
  ["more than there is", () => ({ lines: [{ ...line, quantity: 51 }] }), [409, "out-of-stock"]],
  [
    "more than there is, in two lines",
    () => ({
      lines: [
        { ...line, quantity: 40 },
        { ...line, quantity: 40 },
      ],
    }),
    [409, "out-of-stock"],
  ],
  ["no lines", () => ({ lines: [] }), [422, "invalid", "/lines"]],
  ["1,001 lines", () => ({ lines: Array.from({ length: 1_001 }, () => line) }), [422, "invalid", "/lines"]],
  ["a token of no form", () => ({ payment: { method: "card", token: "tok ok" } }), [422, "invalid", "/payment/token"]],
];

test.each(orders)("an order of %s", async (_, more, [status, code, pointer]) => {
  const body = { ...anOrder(market, [key]), ...more() };
  const said = mustRefuse(await client.post("/orders", body), status, code, pointer);
  if (code === "out-of-stock") {
    const requested = body.lines.reduce((sum: number, { quantity }: { quantity: number }) => sum + quantity, 0);
    expect(said.items).toEqual([{ ...key, requested, available: expect.any(Number) }]);
  }
});

test("nothing has changed by all of this", () => expect(here.everything()).toEqual(before));

test("a key that was used with another body is refused, and the first order stands alone", async () => {
  const once = fresh("key");
  const first = mustAnswer(await client.post("/orders", anOrder(market, [key]), once), 201);
  mustRefuse(
    await client.post("/orders", anOrder(market, [key, key]), once),
    422,
    "idempotency-key-reused",
    "header:Idempotency-Key",
  );
  const again = await client.post("/orders", anOrder(market, [key]), once);
  expect({ id: mustAnswer(again, 201).id, replayed: again.headers.get("idempotency-replayed") }).toEqual({
    id: first.id,
    replayed: "true",
  });
});
