import pMap from "p-map";
import { beforeAll, describe, expect, test } from "vitest";
import { agreed } from "#test/support/agreement";
import { type Answer, type Client, clientOf, machine, person } from "#test/support/market-client";
import { anOrder, fresh, marketsOfStack, offer, orderThat, placed } from "#test/support/shop";

const [units, buyers, inFlight] = [20, 200, 32];
const [market] = marketsOfStack();
if (!market) throw new Error("the stack has no market");
const as = {} as Record<"operations" | "storefront", Client>;

beforeAll(async () => {
  as.operations = await clientOf(market.code, person("operations"));
  as.storefront = await clientOf(market.code, machine("storefront"));
});

describe.each([
  ["in one place", undefined],
  ["in 20 buckets", 20],
])(`${units} units %s`, (_, buckets) => {
  test(`are sold exactly once to ${buyers} buyers who rush for them`, { timeout: 300_000 }, async () => {
    const sellerId = fresh("rush");
    await offer(as.operations, market, { sellerId, sku: "WARM-UP", quantity: 1 });
    await offer(as.operations, market, { sellerId, sku: "HOT", quantity: units, ...(buckets ? { buckets } : {}) });
    await placed(as.storefront, anOrder(market, [{ sellerId, sku: "WARM-UP" }]));

    const answers: Answer[] = [];
    await pMap(
      Array.from({ length: buyers }),
      async () => {
        answers.push(await as.storefront.post("/orders", anOrder(market, [{ sellerId, sku: "HOT" }])));
      },
      { concurrency: inFlight },
    );

    const counts: Record<number, number> = {};
    for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
    expect(counts).toEqual({ 201: units, 409: buyers - units });
    for (const { body, headers } of answers.filter(({ status }) => status === 409)) {
      expect(headers.get("content-type")).toBe("application/problem+json");
      expect(body).toMatchObject({
        code: "out-of-stock",
        status: 409,
        items: [{ sellerId, sku: "HOT", requested: 1, available: 0 }],
      });
    }

    const sold = answers.filter(({ status }) => status === 201).map(({ body }): string => body.id);
    await Promise.all(sold.map((id) => orderThat(as.operations, id, ({ status }) => status === "confirmed")));
    const { orders, holds, stock } = await agreed(market, sold);
    expect(orders.size).toBe(units);
    expect(holds.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(units);
    expect(
      stock.reduce((sum, { available, held }) => [(sum[0] ?? 0) + available, (sum[1] ?? 0) + held], [0, 0]),
    ).toEqual([0, units]);
    const { body } = await as.operations.get(`/sellers/${sellerId}/stock/HOT`);
    expect(body).toMatchObject({ onHand: units, held: units, available: 0 });
    const listed = await as.operations.get(`/orders?sellerId=${sellerId}&limit=100`);
    expect(listed.body.items).toHaveLength(units + 1);
  });
});
