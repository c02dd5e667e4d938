import type { Accepted, Rejected } from "#kernel/decision";

/** The whole outcome of a decision that was accepted: these events, in this order, and no others. */
export const accepted = <Event>(events: readonly Event[]): Accepted<Event> => ({ outcome: "accepted", events });

/** The whole outcome of a decision that was rejected. */
export const rejected = <Rejection>(rejection: Rejection): Rejected<Rejection> => ({ outcome: "rejected", rejection });
