import type { TableSpec } from "#platform/table";

/**
 * Orders of one market. Items: an order's head, its pages of lines, its buyer and its plan (`pk` `order#…`), external
 * ids, sellers' references to orders and idempotency records.
 */
export const orderingTable = {
  name: "ordering",
  partition: "pk",
  sort: "sk",
  stream: true,
  publishes: { impact: "Payments and fulfilment do not hear of orders." },
  ttl: "expiresAt",
  indexes: {
    /** Held orders by the time at which they lapse. */
    due: { partition: "dueShard", sort: "dueAt", projection: "keys" },
    /** Orders by state, newest last; `<status>#<shard>`. */
    byStatus: { partition: "statusShard", sort: "orderId", projection: "keys" },
    /** All orders, newest last. */
    all: { partition: "listShard", sort: "orderId", projection: "keys" },
  },
} as const satisfies TableSpec;
