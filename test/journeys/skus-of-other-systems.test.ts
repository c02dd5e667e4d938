import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { marketByCode } from "#markets/directory";
import { mustAnswer } from "#test/support/answers";
import type { Client, Json } from "#test/support/market-client";
import { type MarketInMemory, marketInMemory } from "#test/support/market-in-memory";
import { anOrder, fresh, offer, placed } from "#test/support/shop";

vi.mock("#market", async () => ({ ...(await import("#markets/directory")).marketByCode("uk") }));
const market = marketByCode("uk");
if (!market) throw new Error("there is no market uk");
const carrier = market.carriers[0]?.id;

/** Each beside one that it could be taken for where names are put together or paths are taken apart. */
const skus = [
  ...["a/b", "a", "a/b/c", "a//b", "b"],
  ...["a#b", "a#daventry#0", "#", "#a"],
  ...["a|b", "a,b", "a*b", "a?b=c", "a&b", "a%2Fb", "100%", "%25"],
  ...["_lead", "-dash", "Ångström 7", "Größe L", "サイズ-M", "👕 red", '3/4" pipe', "back\\slash", "...", "__proto__"],
  "x".repeat(128),
];

let here: MarketInMemory;
let client: Client;
const sellerId = fresh("elsewhere");
const pathOf = (sku: string) => `/sellers/${sellerId}/stock/${encodeURIComponent(sku)}`;
const stock = async () =>
  Object.fromEntries(await Promise.all(skus.map(async (sku) => [sku, (await client.get(pathOf(sku))).body])));

beforeAll(async () => {
  here = await marketInMemory(market);
  client = here.client("operations");
  for (const sku of skus) await offer(client, market, { sellerId, sku, quantity: 10, buckets: 3 });
});
afterAll(() => here.close());

test("each is listed, counted and found under its own name", async () => {
  for (const sku of skus) {
    const listing = await client.get(`/sellers/${sellerId}/listings/${encodeURIComponent(sku)}`);
    expect(mustAnswer(listing, 200)).toMatchObject({ sellerId, sku, available: 10 });
    expect(mustAnswer(await client.get(pathOf(sku)), 200)).toMatchObject({ sku, onHand: 10 });
  }
});

test.each([`?sellerId=${sellerId}&limit=3`, "?limit=3"])("a list %s shows each once, page by page", async (query) => {
  const shown: string[] = [];
  for (let next: string | null = ""; next !== null; ) {
    const page: Json = mustAnswer(await client.get(`/listings${query}${next && `&after=${next}`}`), 200);
    shown.push(...page.items.map(({ sku }: Json) => sku));
    next = page.next;
  }
  expect(shown.toSorted()).toEqual(skus.toSorted());
});

test("one order of all of them takes two of each, is sent in part, and gives the rest back", async () => {
  const order = await placed(
    client,
    anOrder(
      market,
      skus.map((sku) => ({ sellerId, sku, quantity: 2 })),
    ),
  );
  expect(order.lines.map(({ sku }: Json) => sku)).toEqual(skus);
  for (const { available, held } of Object.values<Json>(await stock())) expect([available, held]).toEqual([8, 2]);

  const [gone] = order.lines.filter(({ sku }: Json) => sku === "a#b");
  mustAnswer(await client.post(`/orders/${order.id}/cancellation`, { reason: "no", lineIds: [gone.lineId] }), 200);
  const cancelled = await stock();
  for (const sku of skus) expect([sku, cancelled[sku].held]).toEqual([sku, sku === "a#b" ? 0 : 2]);

  const { items } = mustAnswer(await client.get(`/shipments?orderId=${order.id}`), 200);
  for (const { id } of items) mustAnswer(await client.post(`/shipments/${id}/dispatch`, { carrier }), 200);
  const sent = await stock();
  for (const sku of skus) expect([sku, sent[sku].onHand, sent[sku].held]).toEqual([sku, sku === "a#b" ? 10 : 8, 0]);
});

test("what is invisible around a SKU, and how its accents are written, makes no other SKU", async () => {
  const sent = ["  a/b", "a/b\n", "\ufeffa/b", "Gro\u0308ße L"];
  const order = await placed(
    client,
    anOrder(
      market,
      sent.map((sku) => ({ sellerId, sku })),
    ),
  );
  expect(order.lines.map(({ sku }: Json) => sku)).toEqual(["a/b", "a/b", "a/b", "Größe L"]);
  expect(mustAnswer(await client.get(pathOf(" Gro\u0308ße L ")), 200)).toMatchObject({ sku: "Größe L" });
});
