import { GetItemCommand } from "@aws-sdk/client-dynamodb";
import type { SellerId } from "#kernel/codes";
import { fromItem, type Key, type TableHandle, toItem } from "#platform/dynamo";
import { putWhen, stateCondition } from "#platform/state-condition";
import { transact } from "#platform/transaction";
import { type ActiveSeller, sellerTransitions, unopened } from "./seller.ts";
import type { SellerStore } from "./seller-store.ts";

const keyOf = (sellerId: SellerId): Key => ({ pk: `seller#${sellerId}`, sk: "seller" });

/** Sellers in the market's `sellers` table, read consistently. */
export function dynamoSellerStore({ dynamo, table }: TableHandle): SellerStore {
  const find = async (sellerId: SellerId): Promise<ActiveSeller | undefined> => {
    const { Item } = await dynamo.send(
      new GetItemCommand({ TableName: table, Key: toItem(keyOf(sellerId)), ConsistentRead: true }),
    );
    if (!Item) return undefined;
    const { status, name, country, postcode, taxId, version } = fromItem<ActiveSeller>(Item);
    return { status, sellerId, name, country, postcode, taxId, version };
  };
  return {
    find,
    at: (sellerId) => ({
      load: async () => ({
        state: (await find(sellerId)) ?? unopened(sellerId),
        seen: new Set(),
        beside: undefined,
      }),
      save: async ({ before, after: { state } }) => {
        const item = toItem({ ...keyOf(sellerId), kind: "seller", ...state });
        const condition = stateCondition(sellerTransitions, before.state, state.status);
        const { outcome } = await transact(dynamo, [putWhen(table, item, condition)]);
        return outcome === "written" ? "saved" : "changed-meanwhile";
      },
    }),
  };
}
