import { expect } from "vitest";
import { hoursOf, overlaps } from "#headquarters/periods";
import type { DataOf } from "#kernel/event";
import type { Market } from "#markets/schema";
import type { batchV1 } from "#reporting/contracts/batch.v1";
import { mustAnswer } from "./answers.ts";
import { invoke, whileAsleep } from "./emulator-control.ts";
import { quiet } from "./event-traffic.ts";
import { eventually } from "./eventually.ts";
import { clientOf, type Json, person } from "./market-client.ts";
import { anOrder, fresh, offer, placed } from "./shop.ts";

export type Batch = DataOf<typeof batchV1>;

const writer = "reporting/write-batches.schedule";

/**
 * Sells while the market's writer sleeps, and wakes it when the books know all of it. The clock may start the writer at
 * any moment; with a part of what belongs together it would try a window once and for all, and the rest came too late.
 * @param orders that `sell` places, if an epoch is open
 */
export const soldInOnePiece = <Sold>(market: Market, orders: number, sell: () => Promise<Sold>): Promise<Sold> =>
  whileAsleep(market.code, [writer], async () => {
    await quiet(market.code);
    const before = await eventually(() => ordersInBooks(market), { withinSeconds: 60, everyMilliseconds: 1_000 });
    const sold = await sell();
    if (before === undefined) return sold;
    await eventually(async () => expect(await ordersInBooks(market)).toBeGreaterThanOrEqual(before + orders), {
      withinSeconds: 150,
      everyMilliseconds: 1_000,
    });
    return sold;
  });

/** Orders sold in the open epoch, once the ledger agrees with what is made of it. @returns undefined while none is open */
async function ordersInBooks({ code }: Market): Promise<number | undefined> {
  const operations = await clientOf(code, person("operations"));
  const { balanced, epochs } = mustAnswer(await operations.get("/reconciliation"), 200);
  expect(balanced).toBe(true);
  return epochs.find(({ state }: Json) => state === "open")?.ledger.sale.orders;
}

/**
 * A day longer ago than any order that is replayed: what comes after the replay into one of its months comes too late. The
 * second of the clock makes it, so that no two sales of a run have the same, and neighbours lie years apart.
 */
const dayOfNobody = (): string => {
  const days = 36_000;
  const second = Math.floor(Date.now() / 1_000) % days;
  return new Date(Date.UTC(1902, 0, 1 + ((second * 7_919) % days))).toISOString().slice(0, 10);
};

/**
 * Sells to just so many people, in one minute of the past, that a figure of it may leave the market.
 * @returns the day, in the market's own reporting zone; nobody else sells on it
 */
export async function sellFigure(market: Market): Promise<string> {
  const operations = await clientOf(market.code, person("operations"));
  const sellerId = fresh("figures");
  const day = dayOfNobody();
  const wanted = [{ sellerId, sku: "A" }];
  await offer(operations, market, { sellerId, sku: "A" });
  const { buyer } = anOrder(market, wanted);
  await soldInOnePiece(market, market.reporting.k, async () => {
    for (let sold = 0; sold < market.reporting.k; sold++)
      await placed(
        operations,
        anOrder(market, wanted, { placedAt: `${day}T12:00:00Z`, buyer: { ...buyer, id: fresh("buyer") } }),
      );
  });
  return day;
}

/** Everything that a market has published, in its order. @param states of which epochs; all where none is named */
export async function publishedBy(
  { code }: Pick<Market, "code">,
  states: readonly string[] = ["open", "closed"],
): Promise<readonly Batch[]> {
  const operations = await clientOf(code, person("operations"));
  const { epochs } = mustAnswer(await operations.get("/reconciliation"), 200);
  const batches: Batch[] = [];
  for (const { epoch, state } of epochs as readonly Json[]) {
    if (!states.includes(state)) continue;
    for (let after = ""; ; ) {
      const { items, next } = mustAnswer(
        await operations.get(`/reconciliation/batches?epoch=${epoch}&limit=100${after}`),
        200,
      );
      batches.push(...items);
      if (next === null) break;
      after = `&after=${encodeURIComponent(next)}`;
    }
  }
  return batches;
}

/** Lets a market write batches until what was sold on a day is in one. It is started now: nobody waits for the clock. */
export const published = (market: Market, day: string): Promise<readonly Batch[]> =>
  eventually(
    async () => {
      await invoke(market.code, writer);
      const batches = await publishedBy(market);
      const sold = batches
        .flatMap(({ cells }) => cells)
        .filter(({ kind, period }) => kind === "sale" && period !== undefined && overlaps(period, hoursOf(day)))
        .reduce((orders, { measures }) => orders + ("orders" in measures ? measures.orders : 0), 0);
      if (sold < market.reporting.k) throw new Error(`${sold} orders of ${day} are published in ${market.code}`);
      return batches;
    },
    { withinSeconds: 100, everyMilliseconds: 1_000 },
  );

/** A batch's name in the feed. */
export const nameOf = ({ market, epoch, sequence }: Batch): string => `${market}/${epoch}/${sequence}`;
