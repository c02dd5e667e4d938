import type { DomainEvent } from "#kernel/event";

/** What a consumer's queue delivers: one message with this event. */
export const message = (event: DomainEvent) => ({
  Records: [
    { messageId: event.id, body: JSON.stringify({ detail: event }), attributes: { ApproximateReceiveCount: "1" } },
  ],
});
