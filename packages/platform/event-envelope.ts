import { type DomainEvent, type EventContract, type EventId, sourceOf } from "#kernel/event";
import type { Instant } from "#kernel/time";

/** What a domain says of an event; the rest of the envelope follows from the contract. */
export type EventHead<Data> = {
  readonly id: EventId;
  /** The entity it happened to. */
  readonly subject: string;
  /** The entity's version after the event: consumers ignore older ones. */
  readonly version: number;
  /** When it was recorded. */
  readonly time: Instant;
  readonly data: Data;
};

/** Puts an event in its contract's envelope: the attributes of CloudEvents 1.0, and ours. */
export const eventOf = <Type extends `archipelago.${string}.${string}.v${number}`, Data>(
  { type }: EventContract<Type, Data>,
  head: EventHead<Data>,
): DomainEvent<Type, Data> => ({ specversion: "1.0", source: sourceOf(type), type, ...head });
