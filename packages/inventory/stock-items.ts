import type { StockKey } from "#kernel/codes";
import type { Key } from "#platform/dynamo";
import type { StockAddress } from "./stock-address.ts";
import { addressName } from "./stock-address.ts";

/** `#` stands in no code, so no two addresses have one key. */
export const stockKey = (address: StockAddress): Key => ({ pk: `stock#${addressName(address)}`, sk: "stock" });
export const headKey = ({ sellerId, sku }: StockKey): Key => ({ pk: `stock#${sellerId}#${sku}`, sk: "head" });
export const holdPartition = (orderId: string): string => `hold#${orderId}`;
export const holdKey = (orderId: string, address: StockAddress): Key => ({
  pk: holdPartition(orderId),
  sk: addressName(address),
});
