import { expect } from "vitest";
import { formatAmount, type Minor } from "#kernel/money";
import type { Market } from "#markets/schema";
import { mustAnswer } from "./answers.ts";
import { invoke } from "./emulator-control.ts";
import { eventually } from "./eventually.ts";
import { soldInOnePiece } from "./figures.ts";
import { clientOf, type Json, machine, person } from "./market-client.ts";
import { anOrder, fresh, orderThat, price, type Wanted } from "./shop.ts";

/** Orders that were sold: how many, for how much in minor units, and which. */
export type Sales = { readonly orders: number; readonly cents: number; readonly ids: readonly string[] };

/**
 * Carries orders of one moment in, each of another buyer and of another price, none of them more than half of all, and
 * waits until all are paid and in the market's books.
 */
export async function sell(market: Market, goods: Wanted, placedAt: string, orders: number): Promise<Sales> {
  const integration = await clientOf(market.code, machine("integration"));
  const operations = await clientOf(market.code, person("operations"));
  const prices = Array.from({ length: orders }, (_, number) => 1_000 + 37 * number);
  const ids = await soldInOnePiece(market, orders, async () => {
    const ids: string[] = [];
    for (const cents of prices) {
      const { lines, ...order } = anOrder(market, [goods]);
      const body = {
        ...order,
        ...{ externalId: fresh("sale"), placedAt, channel: "import", buyer: { ...order.buyer, id: fresh("buyer") } },
        lines: lines.map((line) => ({ ...line, unitPrice: price(market, cents) })),
      };
      ids.push(mustAnswer(await integration.post("/orders", body), 201).id);
    }
    for (const id of ids) await orderThat(operations, id, ({ status }) => status === "confirmed");
    return ids;
  });
  return { orders, cents: prices.reduce((sum, cents) => sum + cents, 0), ids };
}

/** Several sales together, as a market's books and the centre's say it. */
export const inWords = ({ currency }: Market, sales: readonly Pick<Sales, "orders" | "cents">[]) => ({
  orders: sales.reduce((sum, { orders }) => sum + orders, 0),
  goods: formatAmount(sales.reduce((sum, { cents }) => sum + cents, 0) as Minor, currency),
});

/** What the books of a market say of one of its epochs. */
export async function booksOf({ code }: Market, epoch: number): Promise<Json> {
  const operations = await clientOf(code, person("operations"));
  const books = mustAnswer(await operations.get("/reconciliation"), 200);
  expect(books.balanced, JSON.stringify(books)).toBe(true);
  return books.epochs.find((one: Json) => one.epoch === epoch);
}

/** Lets a market's writer run until its books say this of an epoch: it runs by the clock, and tests do not wait for that. */
export const published = (market: Market, epoch: number, expected: object): Promise<void> =>
  eventually(
    async () => {
      await invoke(market.code, "reporting/write-batches.schedule");
      expect(await booksOf(market, epoch)).toMatchObject(expected);
    },
    { withinSeconds: 100, everyMilliseconds: 2_000 },
  );

/** What the feed shows of a market, from its beginning. */
export async function feedOf(market: string): Promise<readonly Json[]> {
  const leadership = await clientOf("central", person("leadership"));
  const events: Json[] = [];
  for (let after = "", more = true; more; ) {
    const page = mustAnswer(await leadership.get(`/feed?limit=100${after}`), 200);
    events.push(...page.events);
    after = `&after=${encodeURIComponent(page.next)}`;
    more = !page.caughtUp;
  }
  return events.filter(({ data }) => data.market === market);
}

/** The sales that batches of the feed add up to. */
export function salesIn(market: Market, events: readonly Json[]) {
  const cells = events.flatMap(({ data }) => data.cells.filter(({ kind }: Json) => kind === "sale"));
  const parts = cells.map(({ measures }) => ({ orders: measures.orders, cents: measures.goods }));
  return inWords(market, parts);
}

/** What the centre's report says of a market. @param question more of the query: `&currency=USD` */
export async function reportedOf(market: string, question = ""): Promise<Json> {
  const leadership = await clientOf("central", person("leadership"));
  const { items } = mustAnswer(await leadership.get(`/reports/sales?by=market${question}`), 200);
  const mine = items.filter((item: Json) => item.market === market);
  expect(mine.length, JSON.stringify(items)).toBeLessThan(2);
  return mine[0];
}
