import type { TableSpec } from "#platform/table";

/**
 * Shipments, one item each: `pk = shipment#<id>`, `sk = shipment`. An id follows from order, seller and node, so who
 * knows these three reads a shipment by its key; the indexes serve lists only.
 */
export const fulfillmentTable = {
  name: "fulfillment",
  partition: "pk",
  sort: "sk",
  stream: true,
  publishes: { impact: "Delivered orders are not completed." },
  ttl: "expiresAt",
  indexes: {
    /** An order's shipments. */
    byOrder: { partition: "orderId", sort: "id", projection: "keys" },
    /** All shipments by status and seller (`<status>#<sellerId>#<id>`), spread over shards: one seller may have them all. */
    byStatus: { partition: "listShard", sort: "listKey", projection: "keys" },
  },
} as const satisfies TableSpec;

/** A shipment's life writes this index five times; at 1,000 orders a second, eight partitions stay below the 1,000
 *  writes a second that one of them takes. */
export const listShards = 8;
