import type { TableSpec } from "#platform/table";

/** What the sandbox provider remembers. It stands for another company's database: only the sandbox reads it. */
export const sandboxTable = {
  name: "sandbox",
  partition: "pk",
  sort: "sk",
  stream: false,
  ttl: "expiresAt",
  indexes: {},
} as const satisfies TableSpec;
