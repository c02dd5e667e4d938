import type * as z from "zod/mini";
import { apiRoutes } from "#functions/headquarters/manifest";
import type { Api } from "../market-api/api.ts";
import { unexpected } from "../market-api/refusal.ts";

const page = apiRoutes.feed.answers[200];
export type FeedPage = z.output<typeof page>;
export type FeedEvent = FeedPage["events"][number];

/** Reads one page of the central feed. @param after a cursor; `undefined` for the beginning */
async function feedPage(central: Api, after: string | undefined): Promise<FeedPage> {
  const cursor = after === undefined ? "" : `&after=${encodeURIComponent(after)}`;
  const request = { method: "GET", path: `/feed?limit=100${cursor}` };
  const answer = await central(request);
  if (answer.status !== 200) throw unexpected(request, answer);
  return page.parse(answer.body);
}

/**
 * Reads the feed page by page, until it has shown all it has, or, where it is followed, until it is stopped.
 * @param pause waits before the next look, when there was nothing more
 */
export async function* feedPages(
  central: Api,
  { after, follow }: { readonly after?: string | undefined; readonly follow: boolean },
  pause: () => Promise<"go-on" | "stop">,
): AsyncGenerator<FeedPage> {
  let cursor = after;
  for (;;) {
    const found = await feedPage(central, cursor);
    cursor = found.next;
    yield found;
    if (!found.caughtUp) continue;
    if (!follow || (await pause()) === "stop") return;
  }
}
