import { instantOf } from "#kernel/time";
import { marketByCode } from "#markets/directory";
import type { Market } from "#markets/schema";
import { simulateLifecycles } from "../lifecycle/simulate-lifecycles.ts";
import type { CloudState } from "../local-cloud/cloud-state.ts";
import { apiFor } from "../market-api/api-for.ts";
import { integration, operations } from "../market-api/roles.ts";
import type { EndedOrder, Reading } from "../replay/reading.ts";
import { replay } from "../replay/replay.ts";
import { quietBar } from "../terminal/progress.ts";
import { ordersFor, spare } from "./orders.ts";

/**
 * Plays the demonstration in every market at once. Played again it changes nothing, except that goods that were bought
 * meanwhile are replaced.
 * @param report gets a line when a market's orders are placed, and when they have come to their ends
 * @throws Error when an order was refused that should not have been, or did not come to its end
 */
export async function playDemonstration(cloud: CloudState, report: (line: string) => void): Promise<void> {
  const markets = Object.keys(cloud.markets).flatMap((code) => marketByCode(code) ?? []);
  await Promise.all(markets.map((market) => playIn(cloud, market, report)));
}

const workers = 3;

async function playIn(cloud: CloudState, market: Market, report: (line: string) => void): Promise<void> {
  const now = instantOf(Date.now());
  const orders = ordersFor(market, now);
  const ended: EndedOrder[] = [];
  const trouble: string[] = [];
  const tally = await replay({
    readings: async function* (): AsyncGenerator<Reading> {
      for (const [index, reading] of orders.entries()) yield { number: index + 1, text: reading.externalId, reading };
    },
    market,
    api: apiFor(cloud, market.code, integration),
    workers,
    bar: quietBar,
    spare: spare(market, now),
    onReject: ({ externalId, reason, detail }) => trouble.push(`${externalId} ${reason} ${detail ?? ""}`),
    onEnded: (order) => ended.push(order),
  });
  report(`${market.code}: ${tally.read} orders placed, now to be paid and sent`);
  const carrier = market.carriers[0]?.id ?? "";
  const api = apiFor(cloud, market.code, operations);
  const ends = await simulateLifecycles(ended, { api, carrier, workers, bar: quietBar }, (why) => trouble.push(why));
  if (trouble.length > 0) throw new Error(`the demonstration in ${market.code} went wrong: ${trouble.join("; ")}`);
  const { delivered, dispatched, cancelled } = ends;
  report(`${market.code}: ${delivered} orders delivered, ${dispatched} dispatched, ${cancelled} cancelled`);
}
