import type { Decision } from "#kernel/decision";
import { type DomainEvent, type EventId, eventIds } from "#kernel/event";
import { newId } from "#kernel/ids";
import type { Instant } from "#kernel/time";
import type { Answer } from "./answer.ts";
import { lost, untilWon } from "./contention.ts";
import type { IdempotentRequest } from "./idempotency.ts";
import type { Problem } from "./problem.ts";

/** Every state that is decided on carries its version: 0 while nothing is written of it, one more with every change. */
export type Versioned = { readonly version: number };

/** A state as it lies in its table. */
export type Stored<State extends Versioned, Beside = undefined> = {
  readonly state: State;
  /** The ids of the events that changed it: the same cause changes it once. */
  readonly seen: ReadonlySet<string>;
  /** What was read along with it and no decision changes, such as an order's lines. */
  readonly beside: Beside;
};

/** A kind of thing that is decided about. */
export type Entity<State extends Versioned, Event> = {
  /** As it is called in an error: "order". */
  readonly name: string;
  /** The state after an event. The version is not its business. */
  readonly evolve: (state: State, event: Event) => State;
  /** The version after a change. Left out where every change counts one more. */
  readonly nextVersion?: (before: State, events: readonly Event[]) => number;
  /** What others learn of a change, under contracts. Left out where nobody does.
   *  @param after the state that the events led to, with its new version
   *  @param head ids, time and version for each event */
  readonly integrationEvents?: (
    change: { readonly before: State; readonly after: State; readonly events: readonly Event[] },
    head: { readonly at: Instant; readonly nextId: () => EventId },
  ) => readonly DomainEvent[];
};

/** A client's command, and the answer that is recorded in the same write and given again whenever it is repeated. */
export type Reply<State extends Versioned, Beside = undefined> = {
  readonly request: IdempotentRequest;
  readonly answer: (next: State, beside: Beside) => Answer;
};

/** What a command was answered first, or that its key belongs to another request. */
export type EarlierReply = Answer | Problem<"idempotency-key-reused">;

/** All that must become true together. Without events, only the reply is recorded. */
export type Change<State extends Versioned, Event, Beside = undefined> = {
  readonly before: Stored<State, Beside>;
  readonly after: Stored<State, Beside>;
  readonly events: readonly Event[];
  /** Kept in the item that is written, as its outbox: the relay reads them from the table's stream. */
  readonly integrationEvents: readonly DomainEvent[];
  readonly cause: string | undefined;
  readonly reply: { readonly request: IdempotentRequest; readonly answer: Answer } | undefined;
  readonly at: Instant;
};

export type Saved =
  | "saved"
  /** It is no longer what was decided on. */
  | "changed-meanwhile"
  /** This cause changed it before. */
  | "already-done"
  /** The command was answered before. */
  | { readonly reply: EarlierReply };

/** Where one entity lies. */
export type EntityStore<State extends Versioned, Event, Beside = undefined> = {
  /** As it is now, read consistently. @returns `undefined` when there is none and none can be made */
  load(): Promise<Stored<State, Beside> | undefined>;
  /** Writes all of a change or nothing. */
  save(change: Change<State, Event, Beside>): Promise<Saved>;
};

/** What is to be decided, why and when. */
export type Command<State extends Versioned, Event, Rejection, Beside = undefined> = {
  readonly decide: (state: State, beside: Beside) => Decision<Event, Rejection>;
  readonly at: Instant;
  /** The id of the event that asks for it. */
  readonly cause?: string | undefined;
  /** The state as it was a moment ago: if nothing happened to it since, it need not be read. */
  readonly known?: Stored<State, Beside> | undefined;
  readonly reply?: Reply<State, Beside> | undefined;
};

export type Changed<State extends Versioned, Event, Rejection, Beside = undefined> =
  | { readonly outcome: "changed"; readonly stored: Stored<State, Beside>; readonly events: readonly Event[] }
  /** A repeated cause, or what was asked for already holds. */
  | { readonly outcome: "unchanged"; readonly stored: Stored<State, Beside> }
  | { readonly outcome: "rejected"; readonly rejection: Rejection }
  /** The command was answered before; nothing was decided now. */
  | { readonly outcome: "repeated"; readonly reply: EarlierReply }
  | { readonly outcome: "not-found" };

/**
 * Decides on the newest state, and writes the next one with its events, the mark of its cause and the recorded reply in
 * one write. When others were faster it decides again.
 * @throws ContentionError when others kept winning
 */
export function decideAndSave<State extends Versioned, Event, Rejection, Beside = undefined>(
  entity: Entity<State, Event>,
  store: EntityStore<State, Event, Beside>,
  command: Command<State, Event, Rejection, Beside>,
): Promise<Changed<State, Event, Rejection, Beside>> {
  const { decide, cause, known } = command;
  return untilWon(async (attempt): Promise<Changed<State, Event, Rejection, Beside> | typeof lost> => {
    const before = attempt === 1 && known ? known : await store.load();
    if (!before) return { outcome: "not-found" };
    if (cause !== undefined && before.seen.has(cause)) return { outcome: "unchanged", stored: before };
    const decision = decide(before.state, before.beside);
    if (decision.outcome === "rejected") return decision;
    const change = changeBy(entity, before, decision.events, command);
    const saved = change.events.length === 0 && !change.reply ? "saved" : await store.save(change);
    if (saved === "changed-meanwhile") return lost;
    if (saved === "already-done") return { outcome: "unchanged", stored: before };
    if (saved !== "saved") return { outcome: "repeated", reply: saved.reply };
    return change.events.length === 0
      ? { outcome: "unchanged", stored: before }
      : { outcome: "changed", stored: change.after, events: change.events };
  }, `the ${entity.name} is changed too often`);
}

/**
 * What events make of a state, with all that becomes true along with it: for a store that writes it together with what
 * is not the entity's own. Everybody else has `decideAndSave`.
 * @param events none: the state stays as it is, and only the reply is recorded
 */
export function changeBy<State extends Versioned, Event, Beside>(
  { evolve, nextVersion = oneMore, integrationEvents }: Entity<State, Event>,
  before: Stored<State, Beside>,
  events: readonly Event[],
  { at, cause, reply }: Pick<Command<State, Event, never, Beside>, "at" | "cause" | "reply">,
): Change<State, Event, Beside> {
  const changes = events.length > 0;
  const state = changes
    ? { ...events.reduce(evolve, before.state), version: nextVersion(before.state, events) }
    : before.state;
  const seen = changes && cause !== undefined ? new Set([...before.seen, cause]) : before.seen;
  return {
    before,
    after: { state, seen, beside: before.beside },
    events,
    integrationEvents:
      (changes && integrationEvents?.({ before: before.state, after: state, events }, { at, nextId })) || [],
    cause,
    reply: reply && { request: reply.request, answer: reply.answer(state, before.beside) },
    at,
  };
}

const oneMore = ({ version }: Versioned): number => version + 1;
const nextId = () => newId(eventIds);

/** What became of a command about something that is always there, and that no client repeats.
 *  @throws Error where it is not */
export function settled<State extends Versioned, Event, Rejection, Beside>(
  changed: Changed<State, Event, Rejection, Beside>,
): Extract<typeof changed, { readonly outcome: "changed" | "unchanged" | "rejected" }> {
  if (changed.outcome === "not-found" || changed.outcome === "repeated")
    throw new Error(`what is always there was ${changed.outcome}`);
  return changed;
}
