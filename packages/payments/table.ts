import type { TableSpec } from "#platform/table";

/** Payments, each with its attempts. `due` is sparse: payments with attempts to be asked for, or promises to be renewed. */
export const paymentsTable = {
  name: "payments",
  partition: "pk",
  sort: "sk",
  stream: true,
  publishes: { impact: "Paid orders are not confirmed." },
  ttl: "expiresAt",
  indexes: { due: { partition: "dueShard", sort: "dueAt", projection: "keys" } },
} as const satisfies TableSpec;
