import { deflateRawSync, inflateRawSync } from "node:zlib";
import { type DomainEvent, type EventType, sourceOf } from "#kernel/event";

/** What every type of ours begins with; outboxes leave it out. */
const ours = "archipelago.";

/** An event without what follows from the rest: items pay by the kilobyte. A subject that the data names is `.` and that
 *  name. */
type Packed = readonly [
  id: DomainEvent["id"],
  type: string,
  subject: string,
  version: number,
  time: DomainEvent["time"],
  data: unknown,
];

/**
 * The events that tell of a write, as the `outbox` of the item that is written: item and events are one write, so an event
 * is told if and only if its change happened. Whoever writes such an item sets its outbox anew or leaves it out, so the
 * table's stream shows every event once, with the very write that caused it.
 */
export const outboxOf = (events: readonly DomainEvent[]): { readonly outbox?: string } =>
  events.length === 0 ? {} : { outbox: outboxText(events) };

export function outboxText(events: readonly DomainEvent[]): string {
  const packed = events.map(({ id, type, subject, version, time, data }): Packed => {
    return [id, type.slice(ours.length), nameOf(subject, data), version, time, data];
  });
  const text = JSON.stringify(packed);
  return text.length > longestPlain ? deflated + deflateRawSync(text).toString("base64") : text;
}

/** What is shorter stays as it is: people read it. Anything longer is worth its bytes: a kilobyte more makes this write
 *  and the next one dearer, and an order of thousands of units tells of all of them at once, where an item holds 400 kB. */
const longestPlain = 400;
const deflated = "deflate,";

const plainText = (text: string): string =>
  text.startsWith(deflated) ? inflateRawSync(Buffer.from(text.slice(deflated.length), "base64")).toString() : text;

function nameOf(subject: string, data: unknown): string {
  const named = Object.entries(data as object).find(([, value]) => value === subject);
  return named ? `.${named[0]}` : subject;
}

/** Reads an outbox. @throws Error when it is none */
export const eventsIn = (text: string): readonly DomainEvent[] =>
  (JSON.parse(plainText(text)) as readonly Packed[]).map(([id, name, named, version, time, data]) => {
    const subject = named.startsWith(".") ? String((data as Record<string, unknown>)[named.slice(1)]) : named;
    const type = `${ours}${name}` as EventType;
    return { specversion: "1.0", id, source: sourceOf(type), type, subject, time, version, data };
  });
