import type { TableSpec } from "#platform/table";

/** Payments, their attempts and their outbox. `due` is sparse: attempts to be asked for, promises to be renewed. */
export const paymentsTable = {
  name: "payments",
  partition: "pk",
  sort: "sk",
  stream: true,
  ttl: "expiresAt",
  indexes: { due: { partition: "dueShard", sort: "dueAt", projection: "keys" } },
} as const satisfies TableSpec;
