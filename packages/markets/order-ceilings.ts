/**
 * The most that any market may allow in one order. A technical limit, the same everywhere: the API's contract refuses more,
 * and a definition that promised more would not be kept.
 */
export const orderCeilings = {
  /** Lines: with each in another place, an order's stock is taken in 25 transactions. */
  lines: 1_000,
  /** Units of one line. */
  quantity: 100_000,
  /** Sellers of one order. Its item holds a shipment for each seller and node, and an event of it a share for each seller:
   *  with a thousand of them neither would fit. */
  sellers: 100,
  /** Places that its lines may come from, lines × nodes: an event that cancels all of them names each, and must fit the bus. */
  places: 4_000,
  /** Bytes of all sellers' ids and SKUs as JSON: events name each at every node that keeps it, and take 1 MB. */
  names: 128_000,
} as const;
