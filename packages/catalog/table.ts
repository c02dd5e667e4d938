import type { TableSpec } from "#platform/table";

/**
 * Every listing is a partition of its own, because checkouts read single listings and one seller may have most of them.
 * Lists are made by two indexes with one sort key, the `shelf`: category, SKU, seller. `byShelf` spreads all listings
 * over eight shards by their key (a category alone would be one hot partition during an import, and there are few of
 * them); a page merges the shards. `bySeller` keeps a seller's listings together: they are written at a seller's pace.
 */
export const catalogTable = {
  name: "catalog",
  partition: "pk",
  sort: "sk",
  stream: true,
  publishes: { impact: "Stock is not split as listings ask for." },
  ttl: "expiresAt",
  indexes: {
    byShelf: { partition: "shard", sort: "shelf", projection: "all" },
    bySeller: { partition: "sellerId", sort: "shelf", projection: "all" },
  },
} as const satisfies TableSpec;
