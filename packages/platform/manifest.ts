import type * as z from "zod/mini";
import type { EventContract } from "#kernel/event";

/** The variables a function needs. Infrastructure fills them by type, start-up checks them by value. */
export type EnvironmentSchema = z.ZodMiniObject<Record<string, z.ZodMiniType<string, string>>>;

/** A function fed by domain events through a queue of its own. */
export type ConsumerSpec<
  Contracts extends readonly EventContract[] = readonly EventContract[],
  Environment extends EnvironmentSchema = EnvironmentSchema,
> = {
  /** The contracts it understands; each becomes a rule on the market's bus. */
  readonly on: Contracts;
  readonly environment: Environment;
  /** What people notice while this consumer is stuck: the text of its alarm. */
  readonly impactWhenStuck: string;
  /** Seconds one batch may take; the queue's visibility timeout is six times that. Default 10. */
  readonly timeoutSeconds?: number;
  /** How many batches run at once. Default 10. */
  readonly concurrency?: number;
};

/** What a queue asks of the function that works it off. */
export type QueueSpec<Environment extends EnvironmentSchema = EnvironmentSchema> = Omit<
  ConsumerSpec<readonly [], Environment>,
  "on"
>;

/** Work that functions of ours put in themselves: they know the queue by this variable. */
export type OwnWork = { readonly variable: string };

/** Events that come across from other sites, on a bus for each: its rule puts them in the queue, and says whose they are. */
export type Crossing = {
  readonly contracts: readonly EventContract[];
  /** The message that the rule makes: `market` is whose bus it was, whatever the event claims. */
  readonly stamp: (market: string, event: unknown) => object;
};

/** A function fed by its own queue, with messages that are no events of its site's bus. */
export type QueueWorkerSpec<
  Environment extends EnvironmentSchema = EnvironmentSchema,
  Feed extends OwnWork | Crossing = OwnWork | Crossing,
> = QueueSpec<Environment> & { readonly fedBy: Feed };

/** A function fed by a table's stream. `pattern` filters records before they are billed. */
export type StreamSpec<Environment extends EnvironmentSchema = EnvironmentSchema, TableName extends string = string> = {
  /** The word of the table. */
  readonly table: TableName;
  /** Filter patterns over stream records, as Lambda's event filtering reads them; a record passes if one matches. */
  readonly patterns: readonly object[];
  readonly environment: Environment;
  readonly impactWhenStuck: string;
  readonly timeoutSeconds?: number;
  /** How long a record that fails is tried again: `a-day` where nobody else does what it asks for. Default `ten-tries`. */
  readonly triesFor?: "ten-tries" | "a-day";
};

/** A function started by the clock. */
export type ScheduleSpec<Environment extends EnvironmentSchema = EnvironmentSchema> = {
  /** Whole minutes between two runs. */
  readonly everyMinutes: number;
  readonly environment: Environment;
  readonly impactWhenStuck: string;
  readonly timeoutSeconds?: number;
};

/** A function that Cognito asks before it signs a token (its pre-token trigger, version 3). */
export type TokenTriggerSpec<Environment extends EnvironmentSchema = EnvironmentSchema> = {
  readonly before: "token";
  readonly environment: Environment;
};

export const consumer = <
  const Contracts extends readonly EventContract<never, never>[] | readonly EventContract[],
  Environment extends EnvironmentSchema,
>(
  spec: { readonly on: Contracts } & Omit<ConsumerSpec<readonly EventContract[], Environment>, "on">,
) => spec;
export const queueWorker = <Environment extends EnvironmentSchema, const Feed extends OwnWork | Crossing>(
  spec: QueueWorkerSpec<Environment, Feed>,
) => spec;
export const stream = <Environment extends EnvironmentSchema, const TableName extends string>(
  spec: StreamSpec<Environment, TableName>,
) => spec;
export const schedule = <Environment extends EnvironmentSchema>(spec: ScheduleSpec<Environment>) => spec;
export const tokenTrigger = <Environment extends EnvironmentSchema>(
  environment: Environment,
): TokenTriggerSpec<Environment> => ({ before: "token", environment });
