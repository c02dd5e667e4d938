import { expect } from "vitest";
import { seriesName } from "#headquarters/batch";
import { cursorsUnder, type Position, start } from "#headquarters/cursor";
import { reportOf } from "#headquarters/report";
import { readFeed } from "#headquarters/show-feed";
import { minor, parseAmount } from "#kernel/money";
import { sumsOf } from "#reporting/cell";
import { batchData } from "#reporting/export-batch";
import { addSums, type Sums } from "#reporting/observation";
import { Crash } from "#reporting/testing/faulty-store";
import type { FaultyNetwork, Member } from "./faulty-network.ts";

const cursors = cursorsUnder("a-key-that-is-long-enough-to-sign-cursors");

/** Somebody who reads the feed and keeps nothing but the cursor. Each of its polls fails on a batch out of turn. */
export function readerOf({ archive }: FaultyNetwork) {
  const read: Awaited<ReturnType<typeof readFeed>>["events"][number][] = [];
  const seen = new Map<string, number>();
  let cursor: string | undefined;
  return {
    read,
    /** @returns whether there was nothing more */
    async poll(limit: number): Promise<boolean> {
      const position = cursor === undefined ? start : (cursors.read(cursor) as Position);
      const page = await readFeed(archive.batches, { position, limit }).catch(refused);
      if (!page) return false;
      const { events, next, caughtUp } = page;
      for (const event of events) {
        const { market, epoch, sequence } = event.data;
        const series = `${market}/${epoch}`;
        expect(sequence, `the next batch of ${series}`).toBe((seen.get(series) ?? 0) + 1);
        seen.set(series, sequence);
        read.push(event);
      }
      cursor = cursors.write(next);
      return caughtUp;
    },
  };
}
/** The reader meets an error, keeps its cursor and asks again. */
function refused(error: unknown): undefined {
  if (!(error instanceof Crash)) throw error;
}
export type Reader = ReturnType<typeof readerOf>;

const openEpochs = ({ members }: FaultyNetwork) =>
  members.flatMap(({ market, shop }) =>
    [...shop.store.contents.epochs.values()]
      .filter(({ closedAt }) => closedAt === undefined)
      .map((epoch) => ({ market: market.code, ...epoch })),
  );

/** How many batches were written that the centre does not show yet: the most of any market. */
export function unseen(world: FaultyNetwork): number {
  const shown = new Map(world.archive.series().map((series) => [seriesName(series), series.through]));
  return Math.max(
    0,
    ...openEpochs(world).map(({ market, number, lastSequence }) => {
      return lastSequence - (shown.get(seriesName({ market, epoch: number })) ?? 0);
    }),
  );
}

/** How many batches were written that their market does not know to have arrived: the most of any market. */
export const unacknowledged = (world: FaultyNetwork): number =>
  Math.max(0, ...openEpochs(world).map(({ lastSequence, acknowledgedThrough }) => lastSequence - acknowledgedThrough));

/** The end of every story: what the reader saw is what the markets wrote, batch by batch, and all sums say the same. */
export async function expectAgreement(world: FaultyNetwork, reader: Reader): Promise<void> {
  while (!(await reader.poll(7)));
  for (const member of world.members) await agreementOf(world, member, reader);
}

async function agreementOf({ archive }: FaultyNetwork, { market, shop }: Member, { read }: Reader): Promise<void> {
  const shown = read.filter(({ data }) => data.market === market.code).map(({ data }) => data);
  const written = [...shop.store.contents.batches.values()].map((batch) => batchData(market, batch));
  for (const { epoch, state, published } of await shop.reconciled()) {
    const [there, here] = [shown, written].map((batches) => batches.filter((batch) => batch.epoch === epoch));
    // what had not arrived when an epoch closed never crosses
    expect(there, `batches of epoch ${epoch}`).toEqual(state === "open" ? here : here?.slice(0, there?.length));
    expect(sumsIn(there), `sums of epoch ${epoch}`).toEqual(figuresOf(published));
  }
  expect(await shop.areBalanced(), "published, held back and never sent are the ledger").toBe(true);

  const sums = archive.sums().filter((sum) => sum.market === market.code && sum.span !== "hour-by-day");
  const [report] = reportOf(sums, { by: [] }, []).items;
  const amount = (text = "0") => parseAmount(text, market.currency) ?? minor(0);
  expect({
    sold: { orders: report?.sale.orders ?? 0, units: report?.sale.units ?? 0, goods: amount(report?.sale.goods) },
    cancelled: { units: report?.cancellation.units ?? 0, goods: amount(report?.cancellation.goods) },
    shipping: amount(report?.shipping),
  }).toEqual(sumsIn(shown));
}

/** What batches hold, each kind with the measures that matter. */
const sumsIn = (batches: readonly { readonly cells: readonly unknown[] }[] = []) =>
  figuresOf(batches.map(({ cells }) => sumsOf(cells as Parameters<typeof sumsOf>[0])).reduce<Sums>(addSums, {}));
const figuresOf = ({ sale = {}, cancellation = {}, shipping = {} }: Sums) => ({
  sold: { orders: sale.orders ?? 0, units: sale.units ?? 0, goods: sale.goods ?? 0 },
  cancelled: { units: cancellation.units ?? 0, goods: cancellation.goods ?? 0 },
  shipping: shipping.amount ?? 0,
});
