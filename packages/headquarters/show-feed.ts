import { type Answer, answer } from "#platform/answer";
import { invalid, type Problem, problem } from "#platform/problem";
import type { BatchStore } from "./batch-store.ts";
import { cursorsUnder, start } from "./cursor.ts";
import { readFeed } from "./read-feed.ts";

type Ports = {
  readonly batches: Pick<BatchStore, "allSeries" | "read">;
  /** What cursors are signed with. */
  readonly secret: () => Promise<string>;
};

/** Answers a reader of the feed. @param after where it read to; nothing means from the beginning */
export async function showFeed(
  { batches, secret }: Ports,
  { after = "", limit }: { readonly after?: string | undefined; readonly limit: number },
): Promise<Answer<200> | Problem<"invalid">> {
  const cursors = cursorsUnder(await secret());
  const position = after === "" ? start : cursors.read(after);
  if (!position)
    return problem(invalid, "this cursor is none that the feed gave", {
      status: 400,
      errors: [{ pointer: "query:after", detail: "must be a cursor as an earlier answer gave it" }],
    });
  const { events, next, caughtUp } = await readFeed(batches, { position, limit });
  return answer(200, { events, next: cursors.write(next), caughtUp });
}
