import { type Answer, answer } from "#platform/answer";
import { fitting } from "#platform/page";
import { invalid, type Problem, problem } from "#platform/problem";
import { type Batch, seriesName, seriesOf } from "./batch.ts";
import type { BatchStore } from "./batch-store.ts";
import { cursorsUnder, type Position, positionIn, start } from "./cursor.ts";
import { type FeedEvent, feedEvent } from "./feed-view.ts";

type Ports = {
  readonly batches: Pick<BatchStore, "allSeries" | "read" | "firstSince">;
  /** What cursors are signed with. */
  readonly secret: () => Promise<string>;
};

/** Where to begin: after a cursor, or with a day in UTC. Nothing means at the beginning. */
type FeedQuestion = {
  readonly after?: string | undefined;
  readonly from?: string | undefined;
  readonly limit: number;
};

/** Answers a reader of the feed. */
export async function showFeed(
  { batches, secret }: Ports,
  { after, from, limit }: FeedQuestion,
): Promise<Answer<200> | Problem<"invalid">> {
  if (after !== undefined && from !== undefined)
    return problem(invalid, "a reader begins with a day, or goes on after a cursor", {
      errors: ["from", "after"].map((name) => ({ pointer: `query:${name}`, detail: "must stand without the other" })),
    });
  const cursors = cursorsUnder(await secret());
  const position = from ? await positionBefore(batches, from) : after ? cursors.read(after) : start;
  if (!position)
    return problem(invalid, "this cursor is none that the feed gave", {
      status: 400,
      errors: [{ pointer: "query:after", detail: "must be a cursor as an earlier answer gave it" }],
    });
  const { events, next, caughtUp } = await readFeed(batches, { position, limit });
  return answer(200, { events, next: cursors.write(next), caughtUp });
}

/**
 * Where a reader stands who has read all that comes before a day: before the first batch of each series that was written
 * on that day or a later one. A market's clocks may go back, so a later batch of the series may be of an earlier day
 * still; none that was written since is left out. Where the feed shows none yet, that is the end of what it shows.
 * @param day in UTC
 */
async function positionBefore(batches: Pick<BatchStore, "allSeries" | "firstSince">, day: string): Promise<Position> {
  const places = (await batches.allSeries()).map(async (each): Promise<[string, number]> => {
    const first = await batches.firstSince(each, day);
    // no day is noted of what was counted before days were: then all of it is shown
    const read = first !== undefined ? first - 1 : each.newestDay === undefined ? 0 : each.through;
    return [seriesName(each), read];
  });
  return new Map((await Promise.all(places)).filter(([, read]) => read > 0));
}

/** One answer of the feed. */
export type FeedPage = {
  readonly events: readonly FeedEvent[];
  readonly next: Position;
  /** Whether there was nothing more to show. */
  readonly caughtUp: boolean;
};

/**
 * What a reader has not read yet, each series in its order and up to its first gap. What lies behind a gap waits, so
 * that a position, one number a series, never skips a batch and never shows one twice, however batches arrive.
 * @returns the page, and where the reader goes on
 */
export async function readFeed(
  batches: Pick<BatchStore, "allSeries" | "read">,
  { position, limit }: { readonly position: Position; readonly limit: number },
): Promise<FeedPage> {
  const series = await batches.allSeries();
  const unread = series.filter((each) => each.through > positionIn(position, each));
  const lists = await Promise.all(
    unread.map((each) => batches.read(each, { after: positionIn(position, each), through: each.through, limit })),
  );
  const next = new Map(position);
  const candidates = [...merged(lists, limit)];
  // each batch as a CloudEvent of the name `<market>/<epoch>/<sequence>`, its data as they came
  const events = fitting(candidates.map(feedEvent));
  for (const batch of candidates.slice(0, events.length)) next.set(seriesName(seriesOf(batch)), batch.data.sequence);
  return { events, next, caughtUp: series.every((each) => each.through <= positionIn(next, each)) };
}

/** The first batches of several series by time, each series in its own order. */
function* merged(lists: readonly (readonly Batch[])[], limit: number): Generator<Batch> {
  const places = lists.map(() => 0);
  for (let shown = 0; shown < limit; shown++) {
    let earliest = -1;
    let chosen: Batch | undefined;
    for (const [index, list] of lists.entries()) {
      const head = list[places[index] ?? 0];
      if (head && (!chosen || head.time < chosen.time)) [earliest, chosen] = [index, head];
    }
    if (!chosen) return;
    places[earliest] = (places[earliest] ?? 0) + 1;
    yield chosen;
  }
}
