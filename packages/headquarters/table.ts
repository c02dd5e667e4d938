import type { TableSpec } from "#platform/table";

/** Everything the centre keeps: batches, how far each series has come, and the sums that reports are made of. */
export const headquartersTable = {
  name: "headquarters",
  partition: "pk",
  sort: "sk",
  stream: false,
  ttl: "expiresAt",
  indexes: {},
} as const satisfies TableSpec;
