import type { NodeId, StockKey } from "#kernel/codes";

/** Where units lie: a seller's SKU at one of the market's nodes. */
export type StockPlace = StockKey & { readonly nodeId: NodeId };
/** One bucket of a place. Bucket 0 always exists; it alone says how its node is arranged. */
export type StockAddress = StockPlace & { readonly bucket: number };

/** Names an address, for sets and maps. */
export const addressName = ({ sellerId, sku, nodeId, bucket }: StockAddress): string =>
  `${sellerId}#${sku}#${nodeId}#${bucket}`;
