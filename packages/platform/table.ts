/** A secondary index: its key attributes and what is copied into it (`keys` is the cheapest). */
export type IndexSpec = {
  readonly partition: string;
  readonly sort?: string;
  readonly projection: "keys" | "all" | readonly string[];
};

type TableLayout = {
  readonly name: string;
  readonly partition: string;
  readonly sort: string;
  /** The attribute of DynamoDB's time to live (epoch seconds). It only tidies; it decides nothing. */
  readonly ttl: string;
  readonly indexes: Readonly<Record<string, IndexSpec>>;
};

/** A table whose items carry an outbox: a relay on its stream puts the events on the market's bus. */
export type PublishingTable = TableLayout & {
  readonly stream: true;
  /** `impact`: what people notice while the events do not reach the bus. */
  readonly publishes: { readonly impact: string };
};

/**
 * What infrastructure needs to know of a domain's table. Plain data: no SDK, no environment.
 * `name` is the domain's word; the deployed name is `archipelago-<market>-<name>`. Every key is a string. `stream` says
 * whether the table has a stream of new and old images.
 */
export type TableSpec = PublishingTable | (TableLayout & { readonly stream: boolean; readonly publishes?: never });

export const isPublishing = (spec: TableSpec): spec is PublishingTable => spec.publishes !== undefined;

/** The physical name of a market's table, the same in every deployment: accounts and regions keep them apart. */
export const tableNameOf = (market: string, spec: Pick<TableSpec, "name">): string =>
  `archipelago-${market}-${spec.name}`;
