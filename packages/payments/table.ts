import type { TableSpec } from "#platform/table";

/** Payments, each with its operations. `due` is sparse: payments with operations to be asked for, or authorisations to be asked for again. */
export const paymentsTable = {
  name: "payments",
  partition: "pk",
  sort: "sk",
  stream: true,
  publishes: { impact: "Paid orders are not confirmed." },
  ttl: "expiresAt",
  indexes: { due: { partition: "dueShard", sort: "dueAt", projection: "keys" } },
} as const satisfies TableSpec;
