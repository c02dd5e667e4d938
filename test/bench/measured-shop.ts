import { randomUUID } from "node:crypto";
import pMap from "p-map";
import { type Minor, moneyView } from "#kernel/money";
import type { Market } from "#markets/schema";
import type { Dynamo } from "#platform/dynamo";
import type { Wire } from "./wire.ts";

export type Answer = { readonly status: number; readonly body: Wire };
/** A market's API for one caller. */
export type Caller<Given extends Answer = Answer> = {
  call(method: "GET" | "POST" | "PUT", path: string, body: unknown): Promise<Given>;
};

/** A market, and who buys and who works there. */
export type Callers = { readonly market: Market; readonly storefront: Caller; readonly operations: Caller };
/** A shop that never runs out. */
export type Shop = Callers & {
  readonly sellerId: string;
  readonly skus: readonly string[];
  /** The market's tables, read past everything of ours. */
  readonly dynamo: Dynamo;
};

/** @throws Error with what was said unless the answer has one of these statuses */
export function must<Given extends Answer>(answer: Given, ...statuses: readonly number[]): Given {
  if (!statuses.includes(answer.status))
    throw new Error(`the market answered ${answer.status} ${JSON.stringify(answer.body)?.slice(0, 500)}`);
  return answer;
}

/** Opens a shop with so many listings. Nothing of the checkout is called. @returns its seller and what it sells */
export async function openShop({ market, operations }: Callers, listings: number) {
  const sellerId = `bench-${randomUUID().slice(0, 8)}`;
  const skus = Array.from({ length: listings }, (_, index) => `THING-${String(index + 1).padStart(4, "0")}`);
  const put = async (path: string, body: object) => must(await operations.call("PUT", path, body), 200, 201);
  const [country] = market.countries;
  await put(`/sellers/${sellerId}`, { name: "A shop to measure", country, postcode: market.address.samples[0] });
  const price = moneyView(1_999 as Minor, market.currency);
  await pMap(
    skus,
    async (sku) => {
      const title = `A thing of everyday use, number ${sku}`;
      await put(`/sellers/${sellerId}/listings/${sku}`, { title, category: market.categories[0], price });
      await put(`/sellers/${sellerId}/stock/${sku}`, { quantity: 10_000_000 });
    },
    { concurrency: 4 },
  );
  return { sellerId, skus };
}

/** The body of an order: so many lines, to a buyer about whom as much is said as a shop usually knows.
 *  @param first which listing its first line is for */
export const orderOf = (
  { market, sellerId, skus }: Pick<Shop, "market" | "sellerId" | "skus">,
  lines: number,
  first = 0,
) => ({
  buyer: {
    id: "customer-0123456789",
    country: market.countries[0],
    postcode: market.address.samples[1] ?? market.address.samples[0],
    name: "Alex Example",
    address: "Flat 12, 345 Long Example Street, Example District, Example City",
    email: "alex.example@example.com",
    phone: "+15550123456",
  },
  lines: Array.from({ length: lines }, (_, index) => {
    return { sellerId, sku: skus[(first + index) % skus.length], quantity: 1 };
  }),
  payment: { method: "card", token: "tok_ok" },
});
