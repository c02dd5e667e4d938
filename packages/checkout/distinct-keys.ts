import { type StockKey, stockKeyName } from "#kernel/codes";

/** Each key once, in the order in which they were named. */
export const distinctKeys = (named: readonly StockKey[]): StockKey[] => [
  ...new Map(named.map(({ sellerId, sku }) => [stockKeyName({ sellerId, sku }), { sellerId, sku }])).values(),
];
