/** How far a price can be trusted. `listed`: read as that region's own; `derived`: follows from a listed one by a rule of
 *  AWS; `assumed`: the region's own was not to be had. */
export type Price = {
  readonly usd: number;
  readonly trust: "listed" | "derived" | "assumed";
  readonly source: string;
};

/** Where an assumed price comes from: what DynamoDB costs more in São Paulo than in Northern Virginia. */
const surcharge = 1.5;
const assumed = (virginia: number, what: string): Price => ({
  usd: virginia * surcharge,
  trust: "assumed",
  source: `${what} is ${virginia} USD in us-east-1; ${surcharge} × that, as DynamoDB costs here`,
});

/**
 * On-demand list prices in US dollars, without free tiers, volume discounts and taxes, of the dearest region that a
 * market is in. Check the assumed ones against https://calculator.aws before quoting a sum that rests on them.
 */
export const prices = {
  region: "sa-east-1",
  readOn: "2026-11-22",
  readUnits: {
    usd: 0.1875e-6,
    trust: "listed",
    source: "AWS price list, AmazonDynamoDB, usage type SAE1-ReadRequestUnits",
  },
  writeUnits: {
    usd: 0.9375e-6,
    trust: "derived",
    source: "five times the read unit, as in every region (us-east-1: 0.625 and 0.125 USD a million)",
  },
  /** For each begun 64 KiB of an event that is put on a bus; rules and their targets in the same account cost nothing. */
  events: assumed(1e-6, "a custom event"),
  /** For a GiB of events that an archive takes in. */
  archivedGiB: assumed(0.1, "a GiB archived"),
  /** For a request of a standard queue: sending, receiving and deleting are one each, for up to ten messages. */
  queueRequests: assumed(0.4e-6, "a request of a standard queue"),
  functionRequests: {
    usd: 0.2e-6,
    trust: "derived",
    source: "the price of all regions but a few dearer ones (Cape Town, Hong Kong, Milan, Bahrain, UAE)",
  },
  /** arm64, first tier. */
  functionGiBSeconds: {
    usd: 0.0000133334,
    trust: "derived",
    source: "the price of all regions but a few dearer ones (Cape Town, Hong Kong, Milan, Bahrain, UAE)",
  },
  /** For a GiB that CloudWatch Logs takes in; each line counts 26 bytes more than it has. */
  loggedGiB: {
    usd: 0.9,
    trust: "assumed",
    source: "0.50 USD in us-east-1; that of the region was not confirmed",
  },
  /** For a request to an HTTP API, up to 512 KiB. */
  apiRequests: assumed(1e-6, "a request to an HTTP API"),
} as const satisfies Record<string, Price | string>;
