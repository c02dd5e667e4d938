import * as z from "zod/mini";
import { type Id, idKind } from "./ids.ts";
import type { Instant } from "./time.ts";

export const eventIds = idKind("evt");
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

/** One fact, with the attributes of CloudEvents 1.0. `subject` is the entity's id, `version` the entity's version. */
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

export type EventOf<Contract> =
  Contract extends EventContract<infer Type, infer Data> ? DomainEvent<Type, Data> : never;
export type DataOf<Contract> = Contract extends EventContract<EventType, infer Data> ? Data : never;

/** Declares a contract. `data` must be a strict object of ids, amounts, counts and codes: never a buyer's data. */
export const eventContract = <const Type extends EventType, Data>(
  contract: EventContract<Type, Data>,
): EventContract<Type, Data> => contract;

/** The domain in an event type: `ordering` in `archipelago.ordering.placed.v1`; also the bus's `source`. */
export const sourceOf = (type: EventType): string => type.split(".").slice(0, 2).join(".");

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
