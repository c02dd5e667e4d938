import { randomUUID } from "node:crypto";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { inParallel } from "#cli/in-parallel";
import type { CloudState } from "#cli/local-cloud/local-cloud";
import type { Wish } from "#cli/market-api/roles";
import { reach, regionIn } from "#cli/market-api/running";
import { signIn } from "#cli/market-api/sign-in";
import { type Minor, moneyView } from "#kernel/money";
import type { Market } from "#markets/schema";
import type { Wire } from "./dynamo-requests.ts";

export type Answer = { readonly status: number; readonly body: Wire; readonly milliseconds: number };
/** A market's API for one caller. Connections are kept, nothing is tried again. */
export type Caller = {
  readonly token: string;
  call(method: "GET" | "POST" | "PUT", path: string, body: unknown): Promise<Answer>;
};

/** A shop that never runs out, and who buys and who works there. */
export type Ground = {
  readonly cloud: CloudState;
  readonly market: Market;
  readonly storefront: Caller;
  readonly operations: Caller;
  readonly sellerId: string;
  readonly skus: readonly string[];
  /** The market's tables, read past everything of ours. */
  readonly dynamo: DynamoDBClient;
};

async function callerAs(cloud: CloudState, place: string, wish: Wish): Promise<Caller> {
  const { accessToken: token } = await signIn(cloud, place, wish);
  const { url } = regionIn(cloud, place);
  return {
    token,
    async call(method, path, body) {
      const started = performance.now();
      const response = await fetch(url + path, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          "content-type": "application/json",
          ...(method === "POST" ? { "idempotency-key": randomUUID() } : {}),
        },
        ...(method === "GET" ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      const milliseconds = performance.now() - started;
      return { status: response.status, body: text === "" ? undefined : JSON.parse(text), milliseconds };
    },
  };
}

/** @throws Error with what was said unless the answer has one of these statuses */
export function must(answer: Answer, ...statuses: readonly number[]): Answer {
  if (!statuses.includes(answer.status))
    throw new Error(`the market answered ${answer.status} ${JSON.stringify(answer.body)?.slice(0, 500)}`);
  return answer;
}

/** Opens a shop with so many listings. Nothing of the checkout is called. */
export async function openGround(cloud: CloudState, market: Market, listings: number): Promise<Ground> {
  const operations = await callerAs(cloud, market.code, { kind: "person", role: "operations", sellerIds: [] });
  const storefront = await callerAs(cloud, market.code, { kind: "machine", role: "storefront" });
  const sellerId = `bench-${randomUUID().slice(0, 8)}`;
  const skus = Array.from({ length: listings }, (_, index) => `THING-${String(index + 1).padStart(4, "0")}`);
  const put = async (path: string, body: object) => must(await operations.call("PUT", path, body), 200, 201);
  const [country] = market.countries;
  await put(`/sellers/${sellerId}`, { name: "A shop to measure", country, postcode: market.address.samples[0] });
  const price = moneyView(1_999 as Minor, market.currency);
  await inParallel(skus, 4, async (sku) => {
    const title = `A thing of everyday use, number ${sku}`;
    await put(`/sellers/${sellerId}/listings/${sku}`, { title, category: market.categories[0], price });
    await put(`/sellers/${sellerId}/stock/${sku}`, { quantity: 10_000_000 });
  });
  const dynamo = new DynamoDBClient(reach(cloud, regionIn(cloud, market.code)));
  return { cloud, market, storefront, operations, sellerId, skus, dynamo };
}

/** The body of an order: so many lines, to a buyer about whom as much is said as a shop usually knows.
 *  @param first which listing its first line is for */
export const orderOf = ({ market, sellerId, skus }: Ground, lines: number, first = 0) => ({
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
