import type { TableSpec } from "#platform/table";

/**
 * Every stock bucket is a partition of its own (`stock#seller#sku#node#bucket`), because a partition takes 1,000 writes
 * a second and a rush is for one item: what is sold hot is split in buckets, and these must not share a partition. Holds
 * lie in their order's partition: they are written with it and read back only by it. No index, no stream: nothing here
 * is looked for by anything but its key, and an index on stock would double the cost of every sale.
 */
export const inventoryTable = {
  name: "inventory",
  partition: "pk",
  sort: "sk",
  stream: false,
  ttl: "expiresAt",
  indexes: {},
} as const satisfies TableSpec;
