import { randomUUID } from "node:crypto";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { CloudState } from "#cli/local-cloud/cloud-state";
import type { Wish } from "#cli/market-api/roles";
import { reach, regionIn } from "#cli/market-api/running";
import { signIn } from "#cli/market-api/sign-in";
import type { Market } from "#markets/schema";
import { type Answer, type Caller, openShop, type Shop } from "./measured-shop.ts";

/** A caller over the network. Connections are kept, nothing is tried again. */
export type NetworkCaller = Caller<Answer & { readonly milliseconds: number }> & { readonly token: string };

/** A shop in a deployed market. */
export type Ground = Omit<Shop, "storefront" | "operations"> & {
  readonly cloud: CloudState;
  readonly storefront: NetworkCaller;
  readonly operations: NetworkCaller;
  readonly dynamo: DynamoDBClient;
};

async function callerAs(cloud: CloudState, place: string, wish: Wish): Promise<NetworkCaller> {
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

/** Opens a shop with so many listings. Nothing of the checkout is called. */
export async function openGround(cloud: CloudState, market: Market, listings: number): Promise<Ground> {
  const operations = await callerAs(cloud, market.code, { kind: "person", role: "operations", sellerIds: [] });
  const storefront = await callerAs(cloud, market.code, { kind: "machine", role: "storefront" });
  const shop = await openShop({ market, storefront, operations }, listings);
  const dynamo = new DynamoDBClient(reach(cloud, regionIn(cloud, market.code)));
  return { cloud, market, storefront, operations, ...shop, dynamo };
}
