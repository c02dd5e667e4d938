import { mustAnswer } from "./answers.ts";
import { expectInSequence, type FeedEvent, feedFrom } from "./feed-reader.ts";
import type { Client, Json } from "./market-client.ts";

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

/** Every batch of a market's open epoch, in order, as the market itself shows them. */
export async function publishedBatches(operations: Client): Promise<readonly Json[]> {
  const batches: Json[] = [];
  const { epochs } = mustAnswer(await operations.get("/reconciliation"), 200);
  for (const { epoch } of epochs.filter(({ state }: Json) => state === "open"))
    for (let after: string | null = ""; after !== null; ) {
      const from: string = after && `&after=${encodeURIComponent(after)}`;
      const page = mustAnswer(await operations.get(`/reconciliation/batches?epoch=${epoch}&limit=100${from}`), 200);
      batches.push(...page.items);
      after = page.next;
    }
  return batches;
}

/** What the feed calls a batch. */
export const feedIdOf = ({ market, epoch, sequence }: Json): string => `${market}/${epoch}/${sequence}`;
