import type { Market } from "./schema.ts";

/**
 * What `#market` stands for outside a bundle. A bundle puts one definition in its place, and so does a test that runs an
 * entry file; nothing else may act without being told in which market it is.
 */
export const {
  address,
  carriers,
  categories,
  channels,
  code,
  countries,
  currency,
  delivery,
  nodes,
  orderLimits,
  payments,
  region,
  reporting,
  tax,
  taxIds,
  time,
}: Market = refuse();

function refuse(): never {
  throw new Error("#market names no market here: bundles and tests alias it to one of packages/markets/definitions");
}
