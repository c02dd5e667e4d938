import { performance } from "node:perf_hooks";
import pMap from "p-map";
import { stockKeyName } from "#kernel/codes";
import type { Currency } from "#kernel/money";
import { instantOf } from "#kernel/time";
import type { Api } from "../market-api/api.ts";
import type { BarOf } from "../terminal/progress.ts";
import { catalogue as catalogueOf } from "./catalogue.ts";
import { count, type Demand } from "./demand.ts";
import type { FinalState, MappedOrder, RejectedLine, Wanted } from "./order-request.ts";
import { lookUp, type Placement, place } from "./place.ts";
import { openSellers, stockUp } from "./prepare.ts";
import { type Tally, tallying } from "./tally.ts";

/** A line of the source, as it was understood. */
export type Reading = { readonly number: number; readonly text: string; readonly reading: MappedOrder | RejectedLine };
/** A line that became no order. */
export type Reject = {
  readonly line: number;
  readonly externalId?: string;
  readonly reason: string;
  readonly detail?: string;
  readonly source: string;
};
/** An order of the market, and the state that it reached in the source. */
export type EndedOrder = { readonly orderId: string; readonly finalState: FinalState };

export type ReplayOf = {
  /** Reads the source from its beginning; it is read two or three times rather than kept. */
  readonly readings: () => AsyncIterable<Reading>;
  readonly currency: Currency;
  readonly api: Api;
  /** Orders in flight at once. */
  readonly workers: number;
  readonly bar: BarOf;
  /** Units to have on offer beyond what the orders take. */
  readonly spare?: readonly Wanted[];
  readonly onReject: (reject: Reject) => void;
  /** Receives each order that the market has and that came to an end in the source. */
  readonly onEnded?: (order: EndedOrder) => void;
};

/**
 * Carries orders into a market: first the sellers, listings and stock they need, then the orders. It may be broken off
 * and run again at any point: stock is added only for orders that the market does not know yet, and no order is placed
 * twice.
 */
export async function replay(run: ReplayOf): Promise<Tally> {
  const { readings, currency, api, workers, bar, spare = [], onReject, onEnded } = run;
  const catalogue = catalogueOf(api);
  const work = { catalogue, workers, bar };
  const tally = tallying(currency);
  const since = instantOf(Date.now());

  const demand: Demand = new Map();
  count(demand, spare);
  let lines = 0;
  for await (const { reading } of readings()) {
    lines += 1;
    if (reading.outcome === "order") count(demand, reading.wanted);
  }

  const gaps = await openSellers(demand, work);
  let sending = 0;
  const known = new Map<number, Placement & { milliseconds: number }>();
  if (gaps.short.size > 0) {
    // Too little is there for all orders. What those that are placed already wanted is no longer wanted.
    const progress = bar("known orders", lines);
    const started = performance.now();
    await pMap(
      readings(),
      async ({ number, reading }) => {
        if (reading.outcome === "order" && reading.wanted.some((line) => gaps.short.has(stockKeyName(line)))) {
          const found = await lookUp(api, reading.externalId);
          if (found) {
            known.set(number, found);
            count(demand, reading.wanted, -1);
          }
        }
        progress.advance();
      },
      { concurrency: workers },
    );
    progress.finish();
    if (known.size > 0) sending += performance.now() - started;
  }
  await stockUp(gaps, work);

  const progress = bar("orders", lines);
  const started = performance.now();
  await pMap(
    readings(),
    async ({ number, text, reading }) => {
      const reject = (code: string, detail: string | undefined) =>
        onReject({
          line: number,
          ...(reading.externalId === undefined ? {} : { externalId: reading.externalId }),
          reason: code,
          ...(detail ? { detail } : {}),
          source: text,
        });
      if (reading.outcome === "rejected") {
        tally.add({ kind: "rejected", code: reading.reason }, reading.total);
        reject(reading.reason, undefined);
      } else {
        const placement = known.get(number) ?? (await place({ api, catalogue }, reading, since));
        tally.add(placement, reading.total, placement.milliseconds);
        if (placement.kind === "rejected") reject(placement.code, placement.detail);
        else if (reading.finalState) onEnded?.({ orderId: placement.orderId, finalState: reading.finalState });
      }
      progress.advance();
    },
    { concurrency: workers },
  );
  progress.finish();
  sending += performance.now() - started;
  return tally.result(sending / 1000);
}
