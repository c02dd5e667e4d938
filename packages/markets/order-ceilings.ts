/**
 * The most that any market may allow in one order. A technical limit, the same everywhere: the API's contract refuses more,
 * and a definition that promised more would not be kept.
 */
export const orderCeilings = {
  /** Lines: with each in another place, an order's stock is taken in 25 transactions. */
  lines: 1_000,
  /** Units of one line. */
  quantity: 100_000,
} as const;
