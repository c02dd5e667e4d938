import { createHash } from "node:crypto";
import { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { dynamoMembershipStore } from "#access/dynamo-membership-store";
import { accessTable } from "#access/table";
import { tableNameOf } from "#platform/table";
import type { CloudState } from "../local-cloud/cloud-state.ts";
import { machineToken } from "./machine-token.ts";
import { personToken } from "./person-token.ts";
import { machineScopes, type Wish } from "./roles.ts";
import { marketIn, reach, regionIn } from "./running.ts";
import type { AccessToken } from "./token-source.ts";

/** Gets an access token for a role in a market or in the centre. */
export async function signIn(cloud: CloudState, place: string, wish: Wish): Promise<AccessToken> {
  const region = regionIn(cloud, place);
  const client = new CognitoIdentityProviderClient(reach(cloud, region));
  try {
    if (wish.kind === "machine") {
      const { clientId } = marketIn(cloud, place).machines[wish.role];
      const scopes = wish.scopes ?? machineScopes(wish.role);
      return await machineToken(client, cloud.endpoint, { userPoolId: region.userPoolId, clientId, scopes });
    }
    const { sellerIds } = wish;
    if (sellerIds.length === 0) return await personToken(client, region, { username: wish.role, group: wish.role });
    return await personToken(client, region, {
      username: sellerName(sellerIds),
      group: wish.role,
      before: (sub) => join(cloud, place, sub, sellerIds),
    });
  } finally {
    client.destroy();
  }
}

/** One user for each set of sellers. */
const sellerName = (sellerIds: readonly string[]): string =>
  `seller-${createHash("sha256").update(JSON.stringify(sellerIds.toSorted())).digest("hex").slice(0, 16)}`;

async function join(cloud: CloudState, market: string, sub: string, sellerIds: readonly string[]): Promise<void> {
  const dynamo = new DynamoDBClient(reach(cloud, marketIn(cloud, market)));
  try {
    await dynamoMembershipStore({ dynamo, table: tableNameOf(market, accessTable) }).join(sub, sellerIds);
  } finally {
    dynamo.destroy();
  }
}
