import fc from "fast-check";
import { expect, test } from "vitest";
import { isProblem } from "#platform/problem";
import { showFeed } from "./show-feed.ts";
import { archiveInMemory, at, someSeries } from "./spec-support.ts";
import { storeBatch } from "./store-batch.ts";

const key = "a-key-that-is-long-enough-to-sign-cursors";
const renewed = `another-key-that-came-in-front-of-the-old-one ${key}`;
const aMonth = 30 * 86_400;

type Page = { readonly events: readonly { readonly id: string }[]; readonly next: string; readonly caughtUp: boolean };
type Batches = ReturnType<typeof archiveInMemory>["batches"];

async function page(batches: Batches, secret: string, after: string | undefined, limit: number): Promise<Page> {
  const answer = await showFeed({ batches, secret: async () => secret }, { after, limit });
  if (isProblem(answer)) throw new Error(answer.detail);
  return answer.body as Page;
}

async function restAfter(batches: Batches, secret: string, after: string): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor = after; ; ) {
    const { events, next, caughtUp } = await page(batches, secret, cursor, 3);
    ids.push(...events.map(({ id }) => id));
    cursor = next;
    if (caughtUp) return ids;
  }
}

test("a cursor of last month, given under an older key, goes on exactly where its reader stood", () =>
  fc.assert(
    fc.asyncProperty(
      someSeries.chain((all) => fc.shuffledSubarray([...all], { minLength: all.length })),
      fc.integer({ min: 1, max: 4 }),
      async (deliveries, limit) => {
        const { batches, ...archive } = archiveInMemory();
        const read: string[] = [];
        const kept: { readonly cursor: string; readonly read: readonly string[] }[] = [];
        let cursor: string | undefined;
        for (const [index, batch] of deliveries.entries()) {
          await storeBatch({ batches, ...archive }, batch, at(index * aMonth));
          const { events, next } = await page(batches, key, cursor, limit);
          cursor = next;
          read.push(...events.map(({ id }) => id));
          kept.push({ cursor, read: [...read] });
        }
        const everything = deliveries.map(({ data }) => `${data.market}/${data.epoch}/${data.sequence}`).sort();
        for (const { cursor: old, read: before } of kept)
          expect([...before, ...(await restAfter(batches, renewed, old))].sort()).toEqual(everything);
      },
    ),
    { numRuns: 60 },
  ));
