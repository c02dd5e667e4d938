import type { StockKey } from "#kernel/codes";
import type { Key } from "#platform/dynamo";
import type { StockAddress } from "./stock-address.ts";
import { addressName } from "./stock-address.ts";

/** `#` stands in no id of a seller or node: whatever a SKU holds, no two addresses have one key. */
export const stockKey = (address: StockAddress): Key => ({ pk: `stock#${addressName(address)}`, sk: "stock" });
/** Where that lies which concerns all nodes: how often it was counted, and in how many buckets it lies. */
export const headKey = ({ sellerId, sku }: StockKey): Key => ({ pk: `stock#${sellerId}#${sku}`, sk: "head" });
/** The holds of an order. */
export const holdPartition = (orderId: string): string => `hold#${orderId}`;
/** Where it lies how much an order holds in one bucket. */
export const holdKey = (orderId: string, address: StockAddress): Key => ({
  pk: holdPartition(orderId),
  sk: addressName(address),
});
