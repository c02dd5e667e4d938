import { GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { fromItem, type Key, type TableHandle, toItem, toValues, unlessRefused } from "#platform/dynamo";
import type { Seller } from "./seller.ts";
import type { SellerStore } from "./seller-store.ts";

const keyOf = (sellerId: string): Key => ({ pk: `seller#${sellerId}`, sk: "seller" });

export function dynamoSellerStore({ dynamo, table }: TableHandle): SellerStore {
  return {
    async find(sellerId) {
      const { Item } = await dynamo.send(
        new GetItemCommand({ TableName: table, Key: toItem(keyOf(sellerId)), ConsistentRead: true }),
      );
      if (!Item) return undefined;
      const { status, name, country, postcode, taxId, version } = fromItem<Seller>(Item);
      return { status, sellerId, name, country, postcode, taxId, version };
    },
    async save(seller) {
      const first = seller.version === 1;
      const refused = await unlessRefused(
        dynamo.send(
          new PutItemCommand({
            TableName: table,
            Item: toItem({ ...keyOf(seller.sellerId), kind: "seller", ...seller }),
            ConditionExpression: first ? "attribute_not_exists(pk)" : "version = :before",
            ...(first ? {} : { ExpressionAttributeValues: toValues({ ":before": seller.version - 1 }) }),
          }),
        ),
      );
      return refused ? "changed-meanwhile" : "saved";
    },
  };
}
