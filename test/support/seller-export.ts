import { expect } from "vitest";
import { type LayoutName, recordsOf } from "#cli/replay/layouts";
import { add, formatAmount, parseAmount, zero } from "#kernel/money";
import type { Market } from "#markets/schema";
import type { Json } from "./market-client.ts";
import type { MarketInMemory } from "./market-in-memory.ts";
import { replayInMemory } from "./replay-in-memory.ts";

const samples = new URL("../../packages/cli/replay/layouts/samples/", import.meta.url);

/** What a sample comes to, as a spreadsheet of its columns reckons it. */
export type SpreadsheetTotals = {
  readonly read: number;
  readonly accepted: number;
  readonly rejected: Readonly<Record<string, number>>;
  readonly acceptedTotal: string;
  readonly rejectedTotal: string;
  readonly discounts: string;
  readonly leftOut: object;
  /** What the market sold for: goods without discounts, and carriage with other fees; and how many orders have a note. */
  readonly sold: { readonly notes: number; readonly goods: string; readonly shipping: string };
  /** Orders by the end to which they came in the source. */
  readonly outcomes: Readonly<Record<"cancelled" | "dispatched" | "delivered" | "undated", number>>;
};

/** Carries a sample of another system's export into a market, twice, and holds it against what a spreadsheet says. */
export async function expectExport(
  here: MarketInMemory,
  market: Market,
  [layout, file]: readonly [LayoutName, string],
  { sold, outcomes, ...expected }: SpreadsheetTotals,
): Promise<void> {
  const records = await recordsOf(layout, new URL(file, samples).pathname);
  expect(records.length).toBeGreaterThanOrEqual(30);
  const first = await replayInMemory(here, market, records);
  const why = first.rejects.map(({ externalId, reason, detail }) => `${externalId}: ${reason} ${detail ?? ""}`);
  expect(first.tally, why.join("\n")).toMatchObject({ ...expected, duplicates: 0 });
  const kinds = Map.groupBy(first.ended, ({ finalState }) => finalState.kind);
  const undated = first.ended.filter(
    ({ finalState: end }) => end.kind === "delivered" && end.deliveredAt === undefined,
  );
  const counted = Object.fromEntries([...kinds].map(([kind, orders]) => [kind, orders.length]));
  expect({ cancelled: 0, dispatched: 0, delivered: 0, ...counted, undated: undated.length }).toEqual(outcomes);
  expect(await soldIn(here, market, records)).toEqual(sold);

  const again = await replayInMemory(here, market, records);
  const same = { read: expected.read, rejected: expected.rejected, rejectedTotal: expected.rejectedTotal };
  expect(again.tally).toMatchObject({ ...same, accepted: 0, duplicates: expected.accepted, acceptedTotal: "0.00" });
  expect(await soldIn(here, market, records)).toEqual(sold);
}

/** Notes, goods and shipping of the market's orders that these records name. */
async function soldIn(here: MarketInMemory, market: Market, records: readonly { readonly value: unknown }[]) {
  const ids = new Set(records.map(({ value }) => (value as Json).orderId));
  const operations = here.client("operations");
  let [goods, shipping] = [zero, zero];
  let notes = 0;
  for (let after = ""; ; ) {
    const { body } = await operations.get(`/orders?limit=100${after}`);
    for (const order of body.items.filter(({ externalId }: Json) => ids.has(externalId))) {
      goods = add(goods, parseAmount(order.goods.amount, market.currency) ?? zero);
      notes += order.note === undefined ? 0 : 1;
      shipping = add(shipping, parseAmount(order.shipping.amount, market.currency) ?? zero);
    }
    if (!body.next) break;
    after = `&after=${encodeURIComponent(body.next)}`;
  }
  return { notes, goods: formatAmount(goods, market.currency), shipping: formatAmount(shipping, market.currency) };
}
