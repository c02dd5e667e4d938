import { type Answer, answer } from "#platform/answer";
import { cursorOf, fitting, readCursor } from "#platform/page";
import { invalid, type Problem, problem } from "#platform/problem";
import type { Batch } from "./batch.ts";
import type { BatchStore } from "./batch-store.ts";
import { batchData, type Sender } from "./export-batch.ts";

/** What was published in an epoch, batch by batch, to be compared with what the centre has. */
export async function showPublished(
  store: Pick<BatchStore, "batchesFrom">,
  market: Sender,
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
