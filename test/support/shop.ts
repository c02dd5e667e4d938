import { randomBytes } from "node:crypto";
import { type Minor, moneyView } from "#kernel/money";
import { marketByCode } from "#markets/directory";
import type { Market } from "#markets/schema";
import { mustAnswer } from "./answers.ts";
import { cloudOfTests } from "./cloud.ts";
import { eventually } from "./eventually.ts";
import type { Answer, Client, Json } from "./market-client.ts";

/** The markets of the stack, with their definitions. */
export const marketsOfStack = (): readonly Market[] =>
  Object.keys(cloudOfTests().markets).map((code) => {
    const market = marketByCode(code);
    if (!market) throw new Error(`the stack has a market ${code} that nobody defined`);
    return market;
  });

/** A name that nobody else has: tests share one stack. */
export const fresh = (prefix: string): string => `${prefix}-${randomBytes(5).toString("hex")}`;

/** An amount as a market's API takes it. @param units whole units of the currency's minor unit */
export const price = ({ currency }: Market, units: number) => moneyView(units as Minor, currency);

export type Offer = {
  readonly sellerId: string;
  readonly sku: string;
  /** In minor units. */
  readonly cents?: number;
  /** Units on hand at the seller's nearest node. */
  readonly quantity?: number;
  /** Units on hand node by node, instead. */
  readonly nodes?: Readonly<Record<string, number>>;
  readonly buckets?: number;
};

/** Opens a shop if need be, lists one thing in it and counts its stock. */
export async function offer(client: Client, market: Market, wanted: Offer): Promise<void> {
  const { sellerId, sku, cents = 1_999, quantity = 100, nodes, buckets } = wanted;
  const listing = { title: `Test article ${sku}`, category: market.categories[0], price: price(market, cents) };
  mustAnswer(await client.put(`/sellers/${sellerId}`, aSeller(market)), 200, 201);
  const path = `/sellers/${sellerId}/listings/${encodeURIComponent(sku)}`;
  mustAnswer(await client.put(path, { ...listing, ...(buckets ? { buckets } : {}) }), 200, 201);
  const stock = `/sellers/${sellerId}/stock/${encodeURIComponent(sku)}`;
  mustAnswer(await client.put(stock, nodes ? { nodes } : { quantity }), 200);
}

export const aSeller = (market: Market) => ({
  name: "A shop of the tests",
  country: market.countries[0],
  postcode: market.address.samples[0],
});

export type Wanted = { readonly sellerId: string; readonly sku: string; readonly quantity?: number };

/** The body of an order: these things, to a buyer about whom nothing but the country and a postcode is said. */
export const anOrder = <More extends object>(market: Market, lines: readonly Wanted[], more: More = {} as More) => ({
  buyer: { country: market.countries[0], postcode: market.address.samples[1] },
  lines: lines.map(({ sellerId, sku, quantity = 1 }) => ({ sellerId, sku, quantity })),
  payment: { method: "card", token: "tok_ok" },
  ...more,
});

/** Asks to cancel an order, or some of its lines. */
export const cancel = (client: Client, id: string, lineIds?: readonly string[], key?: string): Promise<Answer> =>
  client.post(`/orders/${id}/cancellation`, { reason: "not wanted", ...(lineIds ? { lineIds } : {}) }, key);

/** Places an order. @returns its view as it was answered */
export async function placed(client: Client, body: object): Promise<Json> {
  return mustAnswer(await client.post("/orders", body), 201);
}

/** Waits until an order has a state, and returns its view. */
export const orderThat = (client: Client, id: string, is: (order: Json) => boolean): Promise<Json> =>
  eventually(
    async () => {
      const { body } = await client.get(`/orders/${id}`);
      if (!is(body)) throw new Error(`order ${id} is ${body?.status}, with ${JSON.stringify(body?.shipments)}`);
      return body;
    },
    { withinSeconds: 100 },
  );

/** Waits until an order is paid for and all of it is planned, and returns its shipments. */
export async function shipmentsOf(client: Client, id: string): Promise<readonly Json[]> {
  await orderThat(client, id, ({ status, lines }) => status === "confirmed" && lines.every(isPlanned));
  const { body } = await client.get(`/shipments?orderId=${id}&limit=100`);
  return body.items;
}
const isPlanned = ({ status }: Json): boolean => status !== "open";
