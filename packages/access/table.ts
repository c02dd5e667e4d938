import type { TableSpec } from "#platform/table";

/** Which users act for which sellers: `pk = user#<sub>`, `sk = membership`. */
export const accessTable = {
  name: "access",
  partition: "pk",
  sort: "sk",
  stream: false,
  ttl: "expiresAt",
  indexes: {},
} as const satisfies TableSpec;
