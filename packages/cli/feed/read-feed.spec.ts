import { expect, test } from "vitest";
import type { Api } from "../market-api/api.ts";
import { feedPages } from "./read-feed.ts";

const answer = (status: number, body: unknown) => ({
  status,
  body,
  headers: new Headers(),
  milliseconds: 1,
  uncertain: false,
});
const event = (sequence: number) => ({
  specversion: "1.0",
  id: `aa/1/${sequence}`,
  source: "archipelago/aa",
  type: "archipelago.reporting.batch.v1",
  time: "2026-01-01T00:00:00.000Z",
  datacontenttype: "application/json",
  data: { market: "aa", currency: "USD", epoch: 1, sequence, cells: [] },
});

/** A feed of one event a page, which grows by one at every pause. */
function growing(length: number) {
  const asked: string[] = [];
  const state = { length };
  const api: Api = async ({ path }) => {
    asked.push(path);
    const at = Number(new URL(`x:${path}`).searchParams.get("after") ?? 0);
    const events = at < state.length ? [event(at + 1)] : [];
    return answer(200, { events, next: String(at + events.length), caughtUp: at + events.length >= state.length });
  };
  return { api, asked, state };
}

async function idsOf(pages: ReturnType<typeof feedPages>): Promise<string[]> {
  const ids: string[] = [];
  for await (const { events } of pages) ids.push(...events.map(({ id }) => id));
  return ids;
}

test("the feed is read to its end", async () => {
  const { api, asked } = growing(3);
  expect(await idsOf(feedPages(api, { follow: false }, async () => "go-on"))).toEqual(["aa/1/1", "aa/1/2", "aa/1/3"]);
  expect(asked[0]).toBe("/feed?limit=100");
});

test("whoever read before goes on where it ended", async () => {
  const { api } = growing(3);
  expect(await idsOf(feedPages(api, { after: "2", follow: false }, async () => "stop"))).toEqual(["aa/1/3"]);
});

test("whoever begins with a day names it once, and then goes on", async () => {
  const { api, asked } = growing(2);
  expect(await idsOf(feedPages(api, { from: "2026-11-30", follow: false }, async () => "stop"))).toHaveLength(2);
  expect(asked).toEqual(["/feed?limit=100&from=2026-11-30", "/feed?limit=100&after=1"]);
});

test("whoever follows sees what comes, once, until it is stopped", async () => {
  const { api, state } = growing(1);
  const pause = async () => {
    state.length++;
    return state.length > 4 ? ("stop" as const) : ("go-on" as const);
  };
  expect(await idsOf(feedPages(api, { follow: true }, pause))).toEqual(["aa/1/1", "aa/1/2", "aa/1/3", "aa/1/4"]);
});

test("a cursor that is none is told as the centre tells it", async () => {
  const api: Api = async () => answer(400, { code: "invalid", detail: "no cursor" });
  await expect(idsOf(feedPages(api, { after: "x", follow: false }, async () => "stop"))).rejects.toThrow(
    "400 invalid: no cursor",
  );
});
