import pMap from "p-map";
import { type Instant, instantOf } from "#kernel/time";
import type { Market } from "#markets/schema";
import { unitsByGoods } from "./compare-order.ts";
import { judge } from "./market-judgement.ts";
import type { OrderRequest } from "./order-request.ts";
import { lookUp, type Settled } from "./place.ts";
import type { ReplayOf } from "./replay.ts";
import { refusalIn, settling } from "./settling.ts";
import { type Tally, tallying } from "./tally.ts";

/**
 * What a replay would do: orders that the market knows are looked up, the others are held against its rules. Nothing is
 * written. What only happens meanwhile, such as goods that others buy, cannot be known.
 * @returns `accepted` are those that would be
 */
export async function dryRun(run: ReplayOf): Promise<Tally> {
  const { readings, market, api, workers, bar, onReject } = run;
  const tally = tallying(market.currency);
  const record = settling(tally, { onReject });
  const now = instantOf(Date.now());
  const earlier = new Map<string, { readonly line: number; readonly content: string }>();
  let lines = 0;
  for await (const _ of readings()) lines += 1;
  const progress = bar("dry run", lines);
  await pMap(
    readings(),
    async (line) => {
      const { number, reading } = line;
      if (reading.outcome === "rejected") record(line, refusalIn(reading));
      else {
        const content = contentOf(reading.request);
        const first = earlier.get(reading.externalId);
        earlier.set(reading.externalId, first ?? { line: number, content });
        record(
          line,
          repeated(first, content) ??
            (await lookUp({ api, market, since: now }, reading)) ??
            judged(reading.request, market, now),
        );
      }
      progress.advance();
    },
    { concurrency: workers },
  );
  progress.finish();
  return tally.result(0);
}

const contentOf = ({ lines, ...request }: OrderRequest): string =>
  JSON.stringify([request, [...unitsByGoods(lines)].sort()]);

function judged(request: OrderRequest, market: Market, now: Instant): Settled {
  const judgement = judge(request, market, now);
  if (judgement.outcome === "kept") return { kind: "accepted", orderId: "" };
  const { code, detail } = judgement;
  return { kind: "rejected", code, detail };
}

/** A line whose id stood in the file before: only an equal one is a duplicate. */
function repeated(
  first: { readonly line: number; readonly content: string } | undefined,
  content: string,
): Settled | undefined {
  if (!first) return undefined;
  if (first.content === content) return { kind: "duplicate", orderId: "" };
  return { kind: "rejected", code: "conflict", detail: `line ${first.line} has this id with other content` };
}
