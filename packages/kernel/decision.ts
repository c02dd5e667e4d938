/** What a pure decision answers: the facts that now hold, or a typed reason why nothing changes. It never throws. */
export type Decision<Event, Rejection> = Accepted<Event> | Rejected<Rejection>;
/** What happened, in order; empty when what was asked for holds already. */
export type Accepted<Event> = { readonly outcome: "accepted"; readonly events: readonly Event[] };
/** Nothing changes; `rejection` is a union of named reasons with what each has to say. */
export type Rejected<Rejection> = { readonly outcome: "rejected"; readonly rejection: Rejection };

/** Accepts, with what happened by it. No event means: asked for something that already holds, nothing to do. */
export const accept = <Event>(...events: readonly Event[]): Accepted<Event> => ({ outcome: "accepted", events });
/** Refuses, for a reason that callers can tell apart. */
export const reject = <Rejection>(rejection: Rejection): Rejected<Rejection> => ({ outcome: "rejected", rejection });
