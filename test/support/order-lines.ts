import type { Json } from "./market-client.ts";
import type { MarketInMemory } from "./market-in-memory.ts";

/** Members of an order in a file, over those that it has anyway. */
export type Members = Readonly<Record<string, unknown>>;

/** A line of a file: an order of one thing, to the market us. Ids and quantities may be of any kind. */
export const anOrder = (orderId: unknown, sku: string, quantity: unknown, more: Members = {}): string =>
  JSON.stringify({
    orderId,
    placedAt: "2024-03-05T17:30:00",
    buyerCountry: "US",
    currency: "USD",
    postcode: "60601",
    lines: [{ sku, quantity, unitPrice: "2.50" }],
    ...more,
  });

/** The stock of a SKU as the market shows it to operations. */
export const goodsOnOffer = async (here: MarketInMemory, sku: string, seller = "house"): Promise<Json> =>
  (await here.client("operations").get(`/sellers/${seller}/stock/${encodeURIComponent(sku)}`)).body;
