import type * as z from "zod/mini";
import { apiRoutes } from "#functions/headquarters/manifest";
import type { Api } from "../market-api/api.ts";
import { unexpected } from "../market-api/refusal.ts";

const page = apiRoutes.feed.answers[200];
export type FeedPage = z.output<typeof page>;
export type FeedEvent = FeedPage["events"][number];

/** Where to begin: after a cursor, or with a day in UTC. Neither means at the beginning. */
type Place = { readonly after?: string | undefined; readonly from?: string | undefined };

/** Reads one page of the central feed. */
async function feedPage(central: Api, { after, from }: Place): Promise<FeedPage> {
  const place = new URLSearchParams({
    ...(after === undefined ? {} : { after }),
    ...(from === undefined ? {} : { from }),
  });
  const request = { method: "GET", path: `/feed?limit=100${place.size > 0 ? `&${place}` : ""}` };
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
  { follow, ...begin }: Place & { readonly follow: boolean },
  pause: () => Promise<"go-on" | "stop">,
): AsyncGenerator<FeedPage> {
  let place: Place = begin;
  for (;;) {
    const found = await feedPage(central, place);
    place = { after: found.next };
    yield found;
    if (!found.caughtUp) continue;
    if (!follow || (await pause()) === "stop") return;
  }
}
