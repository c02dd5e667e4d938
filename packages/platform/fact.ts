import { type DomainEvent, type EventContract, type EventId, sourceOf } from "#kernel/event";
import type { Instant } from "#kernel/time";

/** What a domain says of a fact; the rest of the envelope follows from the contract. */
export type Fact<Data> = {
  readonly id: EventId;
  /** The entity it happened to. */
  readonly subject: string;
  /** The entity's version after the fact: consumers ignore older ones. */
  readonly version: number;
  /** When it was recorded. */
  readonly time: Instant;
  readonly data: Data;
};

/** Puts a fact in its contract's envelope. */
export const eventOf = <Type extends `archipelago.${string}.${string}.v${number}`, Data>(
  { type }: EventContract<Type, Data>,
  fact: Fact<Data>,
): DomainEvent<Type, Data> => ({ specversion: "1.0", source: sourceOf(type), type, ...fact });
