import type { TableSpec } from "#platform/table";

/**
 * What reporting keeps of one market. Items: facts (`fact#…`), the slots and tried windows of an epoch (`slots#…`,
 * `tried#…`), open plans and the facts they claim (`plans#…`, `claims#…`), batches (`batches#…`), the epochs, the
 * writer's lease, the ledger's entries and balances (`entry#…`, `balance#…`).
 */
export const reportingTable = {
  name: "reporting",
  partition: "pk",
  sort: "sk",
  stream: false,
  ttl: "expiresAt",
  indexes: {
    /** Facts that have not left: `<epoch>#<part>`, by `<slot>#<identity>`. */
    waiting: {
      partition: "waiting",
      sort: "rank",
      projection: ["tells"],
    },
  },
} as const satisfies TableSpec;
