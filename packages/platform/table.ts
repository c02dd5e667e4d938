/** A secondary index: its key attributes and what is copied into it (`keys` is the cheapest). */
export type IndexSpec = {
  readonly partition: string;
  readonly sort?: string;
  readonly projection: "keys" | "all" | readonly string[];
};

/**
 * What infrastructure needs to know of a domain's table. Plain data: no SDK, no environment.
 * `name` is the domain's word; the deployed name is `archipelago-<market>-<name>`. Every key is a string.
 */
export type TableSpec = {
  readonly name: string;
  readonly partition: string;
  readonly sort: string;
  /** Whether the table has a stream of new and old images. */
  readonly stream: boolean;
  /** The attribute of DynamoDB's time to live (epoch seconds). It only tidies; it decides nothing. */
  readonly ttl: string;
  readonly indexes: Readonly<Record<string, IndexSpec>>;
};

/** The physical name of a market's table, the same in every deployment: accounts and regions keep them apart. */
export const tableNameOf = (market: string, spec: Pick<TableSpec, "name">): string =>
  `archipelago-${market}-${spec.name}`;
