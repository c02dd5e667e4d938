import { setTimeout as pause } from "node:timers/promises";
import { expect } from "vitest";
import { mustAnswer } from "./answers.ts";
import { clientOf, type Json, person } from "./market-client.ts";

export type FeedEvent = Json;

/** One look at the feed as leadership has it. @param after nothing means from the beginning */
async function look(
  after: string | undefined,
  limit: number,
): Promise<{ readonly events: readonly FeedEvent[]; readonly next: string; readonly caughtUp: boolean }> {
  const reader = await clientOf("central", person("leadership"));
  const place = after === undefined ? "" : `&after=${encodeURIComponent(after)}`;
  return mustAnswer(await reader.get(`/feed?limit=${limit}${place}`), 200);
}

/** All that the feed has now, from a place on. */
export async function feedFrom(after?: string, limit = 100): Promise<{ events: FeedEvent[]; next: string }> {
  const events: FeedEvent[] = [];
  for (let cursor = after; ; ) {
    const page = await look(cursor, limit);
    events.push(...page.events);
    if (page.caughtUp) return { events, next: page.next };
    cursor = page.next;
  }
}

/** Somebody who asks again and again, keeps nothing but the cursor, and here also all that they saw. */
export function poll(limit: number, after?: string) {
  const events: FeedEvent[] = [];
  /** Each cursor that was given, and how many events had been seen by then. */
  const kept: { readonly cursor: string; readonly seen: number }[] = [];
  let stopped = false;
  const reading = (async () => {
    for (let cursor = after; !stopped; ) {
      const page = await look(cursor, limit);
      events.push(...page.events);
      cursor = page.next;
      if (page.events.length > 0) kept.push({ cursor, seen: events.length });
      if (page.caughtUp) await pause(200);
    }
  })();
  return {
    events,
    kept,
    async stop(): Promise<void> {
      stopped = true;
      await reading;
    },
  };
}

export const idsOf = (events: readonly FeedEvent[]): string[] => events.map(({ id }) => id);

/** Fails unless every market's batches follow each other without a hole or a repeat.
 *  @param before what the reader had seen earlier */
export function expectInSequence(events: readonly FeedEvent[], before: readonly FeedEvent[] = []): void {
  const last = new Map<string, number>();
  for (const { id, source, data } of [...before, ...events]) {
    const series = `${data.market}/${data.epoch}`;
    expect({ id, source }).toEqual({ id: `${series}/${data.sequence}`, source: `archipelago/${data.market}` });
    expect(data.sequence, id).toBe((last.get(series) ?? 0) + 1);
    last.set(series, data.sequence);
  }
}

/** Somebody at the centre who reads on with nothing but a cursor. A batch that comes out of turn fails the poll. */
export function feedReader(code: string) {
  const read: string[] = [];
  const seen: FeedEvent[] = [];
  let cursor: string | undefined;
  return {
    /** The ids of the market's batches, as they came. */
    read,
    async poll(): Promise<void> {
      const { events, next } = await feedFrom(cursor, 20);
      expectInSequence(events, seen);
      seen.push(...events);
      read.push(...events.filter(({ data }) => data.market === code).map(({ id }) => id));
      cursor = next;
    },
  };
}
