import { GetItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import type { SellerId } from "#kernel/codes";
import { fromItem, type TableHandle, toItem, toValues } from "#platform/dynamo";
import type { MembershipStore } from "./membership.ts";

/** Memberships in the market's `access` table, one item a user, its sellers a string set. */
export function dynamoMembershipStore({ dynamo, table }: TableHandle): MembershipStore {
  const keyOf = (user: string) => toItem({ pk: `user#${user}`, sk: "membership" });
  const update = async (user: string, verb: "ADD" | "DELETE", sellerIds: readonly SellerId[]): Promise<void> => {
    if (sellerIds.length === 0) return; // a set of nothing cannot be written, and changes nothing
    await dynamo.send(
      new UpdateItemCommand({
        TableName: table,
        Key: keyOf(user),
        UpdateExpression: `${verb} sellerIds :sellers`,
        ExpressionAttributeValues: toValues({ ":sellers": new Set(sellerIds) }),
      }),
    );
  };
  return {
    async sellersOf(user) {
      const { Item } = await dynamo.send(
        new GetItemCommand({ TableName: table, Key: keyOf(user), ConsistentRead: true }),
      );
      return Item ? [...(fromItem<{ sellerIds?: Set<SellerId> }>(Item).sellerIds ?? [])].sort() : [];
    },
    join: (user, sellerIds) => update(user, "ADD", sellerIds),
    leave: (user, sellerIds) => update(user, "DELETE", sellerIds),
  };
}
