import type { TableSpec } from "#platform/table";

/**
 * What reporting keeps of one market. Items: observations (`obs#…`), the slots and evaluated windows of an epoch
 * (`slots#…`, `evaluated#…`), open plans and the observations they select (`plans#…`, `selections#…`), batches
 * (`batches#…`), the epochs, the writer's lease, the control totals and what was entered in them (`entry#…`,
 * `control-total#…`).
 */
export const reportingTable = {
  name: "reporting",
  partition: "pk",
  sort: "sk",
  stream: false,
  ttl: "expiresAt",
  indexes: {
    /** Observations that have not left: `<epoch>#<part>`, by `<slot>#<identity>`. */
    waiting: {
      partition: "waiting",
      sort: "rank",
      projection: ["counts"],
    },
  },
} as const satisfies TableSpec;
