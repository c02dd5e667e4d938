import type { Api } from "#cli/market-api/api";
import { filing } from "#cli/replay/categories";
import type { dryRun } from "#cli/replay/dry-run";
import { parseJson } from "#cli/replay/parse-json";
import { type ReadingRules, readOrder } from "#cli/replay/read-order";
import type { EndedOrder, Reject } from "#cli/replay/reading";
import type { SourceRecord } from "#cli/replay/records";
import { replay } from "#cli/replay/replay";
import { statusWords } from "#cli/replay/source-status";
import { quietBar } from "#cli/terminal/progress";
import { instantOf } from "#kernel/time";
import type { Market } from "#markets/schema";
import { apiInMemory } from "./api-in-memory.ts";
import type { MarketInMemory } from "./market-in-memory.ts";

/** How the command reads a file when nobody says otherwise, but for two SKUs that are no goods. */
export const readingRules = (market: Market): ReadingRules => ({
  market,
  seller: "house",
  rejectSkus: new Set(["FEE"]),
  shippingSkus: new Set(["CARRIAGE"]),
  fileUnder: filing(market),
  statusOf: statusWords(),
  now: instantOf(Date.now()),
});

/** Carries records into a market that runs in this process, as the command does. @param carry `dryRun` only tries */
export async function replayInMemory(
  here: MarketInMemory,
  market: Market,
  records: Iterable<SourceRecord>,
  { workers = 4, carry = replay as typeof dryRun } = {},
) {
  const rejects: Reject[] = [];
  const ended: EndedOrder[] = [];
  const tally = await carry({
    readings: async function* () {
      for (const { number, text, ...record } of records)
        yield { number, text, reading: readOrder(record, readingRules(market)) };
    },
    market,
    api: resumingApi(here),
    workers,
    bar: quietBar,
    onReject: (reject) => rejects.push(reject),
    onEnded: (order) => ended.push(order),
  });
  return { tally, rejects, ended };
}

/** Replays lines as the command does with a file of them: blank ones are nothing. */
export const replayLines = (
  here: MarketInMemory,
  market: Market,
  lines: readonly string[],
  options?: Parameters<typeof replayInMemory>[3],
) =>
  replayInMemory(
    here,
    market,
    lines.flatMap((text, index) => (text.trim() === "" ? [] : [{ number: index + 1, text, value: parseJson(text) }])),
    options,
  );

/** A large order gets its stock when the clock comes to it: here it does whenever somebody looks. */
function resumingApi(here: MarketInMemory): Api {
  const api = apiInMemory(here.client("integration"));
  return async (request) => {
    if (request.method === "GET" && request.path.startsWith("/orders/")) {
      await here.run("checkout/resume-reserving.schedule", {});
      await here.settle();
    }
    return api(request);
  };
}
