/** What a pure decision answers: the facts that now hold, or a typed reason why nothing changes. It never throws. */
export type Decision<Event, Rejection> = Accepted<Event> | Rejected<Rejection>;
export type Accepted<Event> = { readonly outcome: "accepted"; readonly events: readonly Event[] };
export type Rejected<Rejection> = { readonly outcome: "rejected"; readonly rejection: Rejection };

/** No event means: asked for something that already holds, nothing to do. */
export const accept = <Event>(...events: readonly Event[]): Accepted<Event> => ({ outcome: "accepted", events });
export const reject = <Rejection>(rejection: Rejection): Rejected<Rejection> => ({ outcome: "rejected", rejection });
