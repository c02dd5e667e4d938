import { entries } from "#infra/bundle";
import { isOfCentre } from "#infra/centre";
import { publishingTables } from "#infra/tables";
import type { TableSpec } from "#platform/table";

/** The relay of a table. */
export const relayOf = ({ name }: Pick<TableSpec, "name">): string => `outbox/relay.stream/${name}`;
/** What puts events on a market's bus: the relay of each table that publishes, and the retry of what was refused. */
export const relays: readonly string[] = [...publishingTables.map(relayOf), "outbox/retry.schedule"];

/** Every function of a market: one for each entry file, and a relay for each table that publishes. */
export const marketFunctions: readonly string[] = entries()
  .filter((entry) => !isOfCentre(entry.split("/")[0] ?? ""))
  .flatMap((entry) => (entry === "outbox/relay.stream" ? publishingTables.map(relayOf) : [entry]));
