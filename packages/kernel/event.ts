import * as z from "zod/mini";
import { type Id, idKind } from "./ids.ts";
import type { Instant } from "./time.ts";

/** Events are named `evt_…`. The id stays the same when an event is delivered or published again. */
export const eventIds = idKind("evt");
/** Names an event. */
export type EventId = Id<"evt">;

/** Who may read an event: the market it happened in, or also the central region. */
export type Audience = "market" | "central";

/** `archipelago.<domain>.<fact>.v<N>` */
export type EventType = `archipelago.${string}.${string}.v${number}`;

/** A published contract: name, audience and schema in one value, one a file. The schema is strict: an undeclared field
 *  never leaves the domain that wrote it. */
export type EventContract<Type extends EventType = EventType, Data = unknown> = {
  readonly type: Type;
  readonly audience: Audience;
  readonly data: z.ZodMiniType<Data>;
};

/**
 * Something that happened, with the context attributes of CloudEvents 1.0: `specversion`, `id`, `source` and `type` are
 * required there, `subject` and `time` optional and always present here. `subject` is the entity's id. `version` is an
 * attribute of our own: the entity's version after the change, so that who has a newer one may pass over an older event.
 */
export type DomainEvent<Type extends EventType = EventType, Data = unknown> = {
  readonly specversion: "1.0";
  readonly id: EventId;
  readonly source: string;
  readonly type: Type;
  readonly subject: string;
  readonly time: Instant;
  readonly version: number;
  readonly data: Data;
};

/** The event of a contract. */
export type EventOf<Contract> =
  Contract extends EventContract<infer Type, infer Data> ? DomainEvent<Type, Data> : never;
/** The data of a contract. */
export type DataOf<Contract> = Contract extends EventContract<EventType, infer Data> ? Data : never;

/** Declares a contract. `data` must be a strict object of ids, amounts, counts and codes: never a buyer's data. */
export const eventContract = <const Type extends EventType, Data>(
  contract: EventContract<Type, Data>,
): EventContract<Type, Data> => contract;

/** The domain in an event type: `ordering` in `archipelago.ordering.placed.v1`; also the bus's `source`. */
export const sourceOf = (type: EventType): string => type.split(".").slice(0, 2).join(".");

/** What every event has around its data, whatever its contract: parsed first, to learn which contract reads the rest. */
export const envelope = z.strictObject({
  specversion: z.literal("1.0"),
  id: z.string(),
  source: z.string(),
  type: z.string(),
  subject: z.string(),
  time: z.string(),
  version: z.number(),
  data: z.unknown(),
});
