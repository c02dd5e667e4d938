import * as fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { differenceOf } from "#cli/replay/compare-order";
import { parseJson } from "#cli/replay/parse-json";
import { readOrder } from "#cli/replay/read-order";
import { marketByCode } from "#markets/directory";
import type { Json } from "#test/support/market-client";
import { type MarketInMemory, marketInMemory } from "#test/support/market-in-memory";
import { anOrder, goodsOnOffer } from "#test/support/order-lines";
import { readingRules, replayLines } from "#test/support/replay-in-memory";

const market = marketByCode("us") ?? expect.unreachable("us must be a market");
vi.mock("#market", async () => ({ ...(await import("#markets/directory")).marketByCode("us") }));

let here: MarketInMemory;
beforeEach(async () => {
  here = await marketInMemory(market);
});
afterEach(() => here.close());

const replayed = (lines: readonly string[], options?: Parameters<typeof replayLines>[3]) =>
  replayLines(here, market, lines, options);
const operations = () => here.client("operations");

const id = fc.constantFrom("1", "2", "3", "4", "5", " 5 ", "6").map((text) => `o${text}`);
const sku = fc.constantFrom("A", "B", "C c", "CARRIAGE", "FEE", "A ");
const sourceLine = fc.record({
  sku,
  quantity: fc.oneof(fc.integer({ min: 1, max: 9 }), fc.constantFrom<unknown>("2", 0, -1, 0.5, "x", null)),
  unitPrice: fc.oneof(
    fc.constantFrom<unknown>("1.25", 0.1, "2.0000", "3"),
    fc.constantFrom<unknown>("1.255", "0.00", "-1", null),
  ),
});
const goodLine = fc.record({
  sku: fc.constantFrom("A", "B", "C c"),
  quantity: fc.integer({ min: 1, max: 9 }),
  unitPrice: fc.constantFrom("1.25", "7.00"),
});
const valid = fc
  .tuple(id, fc.array(goodLine, { minLength: 1, maxLength: 3 }))
  .map(([orderId, lines]) => anOrder(orderId, "", 0, { lines }));
const broken = fc
  .tuple(
    id,
    fc.array(sourceLine, { maxLength: 3 }),
    fc.dictionary(
      fc.constantFrom(
        "status",
        "postcode",
        "buyerCountry",
        "placedAt",
        "currency",
        "freight",
        "sellerId",
        "orderId",
        "deliveredAt",
      ),
      fc.constantFrom<unknown>(
        "",
        null,
        "Cancelled",
        "delivered",
        "pending",
        "2139",
        "DE",
        "07/10/2026",
        "XTS",
        "1.00",
        17,
        true,
        [],
        "a\u0000b",
      ),
      { maxKeys: 3 },
    ),
  )
  .map(([orderId, lines, more]) => anOrder(orderId, "", 0, { lines, ...more }));
const hostile = fc.oneof(
  fc.string(),
  fc.json(),
  fc.constantFrom(
    "",
    "  ",
    "\t",
    "{",
    "[]",
    "null",
    '{"__proto__":1}',
    '{"orderId":"o1","lines":[{"quantity":9e15,"unitPrice":9e15}]}',
  ),
);
const file = fc.array(
  fc.oneof({ weight: 3, arbitrary: valid }, { weight: 3, arbitrary: broken }, { weight: 1, arbitrary: hostile }),
  { maxLength: 14 },
);

test("whatever a file holds: each line that is not blank is counted once, sums agree, and what is on offer is what was sold", async () => {
  await fc.assert(
    fc.asyncProperty(file, fc.constantFrom(1, 4), async (lines, workers) => {
      here.close();
      here = await marketInMemory(market);
      const { tally, rejects } = await replayed(lines, { workers });
      const refused = Object.values(tally.rejected).reduce((sum, count) => sum + count, 0);
      expect(tally.accepted + tally.duplicates + refused).toBe(lines.filter((line) => line.trim() !== "").length);
      expect(rejects).toHaveLength(refused);
      expect(cents(tally.rejectedTotal)).toBe(rejects.reduce((sum, { total }) => sum + cents(total), 0n));

      const orders = await everyOrder();
      expect(orders).toHaveLength(tally.accepted);
      const readings = lines.map((text) => readOrder({ value: parseJson(text) }, readingRules(market)));
      const placed = orders.map(({ externalId, ...view }) =>
        readings.find(
          (one) => one.outcome === "order" && one.externalId === externalId && !differenceOf(one, view, market),
        ),
      );
      expect(cents(tally.acceptedTotal)).toBe(placed.reduce((sum, one) => sum + BigInt(one?.total ?? Number.NaN), 0n));

      const sold = new Map<string, number>();
      for (const { lines: ordered } of orders)
        for (const { sellerId, sku: unit, quantity } of ordered)
          sold.set(`${sellerId}/${unit}`, (sold.get(`${sellerId}/${unit}`) ?? 0) + quantity);
      const listed = (await operations().get("/listings?limit=100")).body.items;
      expect(listed.map((one: Json) => `${one.sellerId}/${one.sku}`).sort()).toEqual([...sold.keys()].sort());
      for (const { sellerId, sku: unit } of listed)
        expect(await goodsOnOffer(here, unit, sellerId)).toMatchObject({
          onHand: sold.get(`${sellerId}/${unit}`),
          available: 0,
        });

      const again = await replayed(lines, { workers });
      expect(again.tally).toMatchObject({
        accepted: 0,
        duplicates: tally.accepted + tally.duplicates,
        rejected: tally.rejected,
        acceptedTotal: "0.00",
      });
      expect((await everyOrder()).length).toBe(tally.accepted);
    }),
    { numRuns: 60 },
  );
}, 120_000);

/** Every order of the market. */
async function everyOrder(): Promise<Json[]> {
  const found: Json[] = [];
  for (let after = ""; ; ) {
    const { body } = await operations().get(`/orders?limit=100${after}`);
    found.push(...body.items);
    if (!body.next) return found;
    after = `&after=${encodeURIComponent(body.next)}`;
  }
}

const cents = (amount: string): bigint => BigInt(amount.replace(".", ""));
