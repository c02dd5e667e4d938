import type { Currency } from "#kernel/money";
import { type Instant, millisecondsOf } from "#kernel/time";
import { type Answer, answer } from "#platform/answer";
import { cursorOf, fitting, readCursor } from "#platform/page";
import { invalid, type Problem, problem } from "#platform/problem";
import { type BooksStore, balances, readBooks } from "./books.ts";
import { batchData } from "./export-batch.ts";
import type { Batch, BatchStore } from "./reporting-store.ts";
import { showBooks } from "./show-books.ts";

type Ours = { readonly code: string; readonly currency: Currency };

/** Readings of the books that lie seconds apart cannot see the same moment; a reading that does not balance is repeated,
 *  as long as another one would end before nobody waits for the answer any more. */
const readings = 3;
const pauseMilliseconds = 300;
const answerMilliseconds = 25_000;

/** The market's books, epoch by epoch. */
export async function showReconciliation(store: BooksStore, market: Ours, clock: () => Instant): Promise<Answer<200>> {
  const begun = millisecondsOf(clock());
  let books = await readBooks(store);
  for (let reading = 1; reading < readings && !books.every(balances); reading++) {
    const each = (millisecondsOf(clock()) - begun) / reading + pauseMilliseconds;
    if (each * (reading + 1) > answerMilliseconds) break;
    await new Promise((resolve) => setTimeout(resolve, pauseMilliseconds));
    books = await readBooks(store);
  }
  return answer(200, showBooks(books, market));
}

/** What was published in an epoch, batch by batch, to be compared with what the centre has. */
export async function showPublished(
  store: Pick<BatchStore, "batchesFrom">,
  market: Ours,
  { epoch, limit, after }: { readonly epoch: number; readonly limit: number; readonly after?: string | undefined },
): Promise<Answer<200> | Problem<"invalid">> {
  const position = after === undefined ? 0 : Number(readCursor(after, 1)?.[0] ?? Number.NaN);
  if (!Number.isSafeInteger(position) || position < 0)
    return problem(invalid, "the position is none of ours", {
      errors: [{ pointer: "query:after", detail: "must be a `next` of an earlier page" }],
    });
  const found: Batch[] = [];
  for await (const batches of store.batchesFrom(epoch, position + 1)) {
    found.push(...batches);
    if (found.length > limit) break;
  }
  // a hundred full batches are more than one answer may hold
  const items = fitting(found.slice(0, limit).map((batch) => batchData(market, batch)));
  const last = items.at(-1);
  return answer(200, {
    items: [...items],
    next: found.length > items.length && last ? cursorOf([String(last.sequence)]) : null,
  });
}
