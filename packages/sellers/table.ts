import type { TableSpec } from "#platform/table";

/** One item a seller, each in a partition of its own: sellers are only ever read by id. */
export const sellersTable = {
  name: "sellers",
  partition: "pk",
  sort: "sk",
  stream: false,
  ttl: "expiresAt",
  indexes: {},
} as const satisfies TableSpec;
