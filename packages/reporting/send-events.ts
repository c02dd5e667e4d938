import type { DomainEvent } from "#kernel/event";

/** The way across. @returns the ids of those events that were taken */
export type Send = (events: readonly DomainEvent[]) => Promise<ReadonlySet<string>>;

/** Sends events to the centre. @throws Error when the other side did not take all of them: they are sent again later */
export async function sendEvents(send: Send, events: readonly DomainEvent[]): Promise<void> {
  const taken = await send(events);
  const refused = events.filter(({ id }) => !taken.has(id));
  if (refused.length > 0) throw new Error(`the centre did not take ${refused.length} of ${events.length} events`);
}
