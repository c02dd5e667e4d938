import pMap from "p-map";
import { beforeAll, expect, test } from "vitest";
import { keysPerChunk } from "#checkout/plan";
import { agreed } from "#test/support/agreement";
import { mustAnswer, mustRefuse } from "#test/support/answers";
import { invoke, whileAsleep } from "#test/support/emulator-control";
import { type Answer, type Client, clientOf, type Json, machine, person } from "#test/support/market-client";
import { anOrder, fresh, marketsOfStack, offer, orderThat, shipmentsOf } from "#test/support/shop";

const keys = 3 * keysPerChunk + 5;
const skus = Array.from({ length: keys }, (_, index) => `PART ${String(index).padStart(3, "0")}`);
const market = marketsOfStack().at(-1);
if (!market) throw new Error("the stack has no market");
const nodes = market.nodes.map(({ id }) => id);
const as = {} as Record<"operations" | "storefront", Client>;
const sellerId = fresh("parts");

beforeAll(async () => {
  as.operations = await clientOf(market.code, person("operations"));
  as.storefront = await clientOf(market.code, machine("storefront"));
  await offer(as.operations, market, { sellerId, sku: skus[0] ?? "", quantity: 12 });
  await pMap(skus, (sku) => offer(as.operations, market, { sellerId, sku, quantity: 12 }), { concurrency: 6 });
});

const wanted = (quantity: number, of = skus) => of.map((sku) => ({ sellerId, sku, quantity }));
const ended = (id: string, ...statuses: readonly string[]) =>
  orderThat(as.operations, id, ({ status }) => statuses.includes(status));
const available = async (sku: string): Promise<number> =>
  (await as.operations.get(`/sellers/${sellerId}/stock/${encodeURIComponent(sku)}`)).body.available;
const everywhere = async (): Promise<number[]> => {
  const counts = new Set<number>();
  for (const sku of skus) counts.add(await available(sku));
  return [...counts].sort();
};

test(`an order of ${keys} stock keys is taken step by step, and then is an order like any other`, async () => {
  const key = fresh("large");
  const body = anOrder(market, wanted(2));
  const answer = await as.storefront.post("/orders", body, key);
  const order = mustAnswer(answer, 202);
  expect(answer.headers.get("location")).toBe(`orders/${order.id}`);
  expect(order).toMatchObject({ status: "reserving", payment: { status: "pending" } });
  expect(order.lines).toHaveLength(keys);
  const again = await as.storefront.post("/orders", body, key);
  expect([again.status, again.body.id, again.headers.get("idempotency-replayed")]).toEqual([202, order.id, "true"]);

  const shipments = await shipmentsOf(as.operations, order.id);
  expect(shipments.flatMap(({ lines }: Json) => lines)).toHaveLength(keys);
  expect(await everywhere()).toEqual([10]);
  const cancelled = await as.storefront.post(`/orders/${order.id}/cancellation`, { reason: "not wanted" });
  expect(mustAnswer(cancelled, 200).status).toBe("cancelled");
  await agreed(market, [order.id]);
  expect(await everywhere()).toEqual([12]);
});

test("an order of which no stream tells is taken further by the clock", async () => {
  const { code } = market;
  const id = await whileAsleep(code, ["checkout/resume-reserving.stream"], async () => {
    const order = mustAnswer(await as.storefront.post("/orders", anOrder(market, wanted(1))), 202);
    await invoke(code, "checkout/resume-reserving.schedule");
    return ended(order.id, "held", "confirmed").then(() => order.id as string);
  });
  await ended(id, "confirmed");
  mustAnswer(await as.storefront.post(`/orders/${id}/cancellation`, { reason: "not wanted" }), 200);
  await agreed(market, [id]);
});

test("as many as 40 stock keys are taken at once", async () => {
  const answer = await as.storefront.post("/orders", anOrder(market, wanted(1, skus.slice(0, keysPerChunk))));
  const { id } = mustAnswer(answer, 201);
  mustAnswer(await as.storefront.post(`/orders/${id}/cancellation`, { reason: "not wanted" }), 200);
  await agreed(market, [id]);
});

test("what is short is refused at once, and nothing is taken", async () => {
  const short = wanted(1).map((line, index) => (index === keys - 1 ? { ...line, quantity: 13 } : line));
  const { items } = mustRefuse(await as.storefront.post("/orders", anOrder(market, short)), 409, "out-of-stock");
  expect(items).toEqual([{ sellerId, sku: skus.at(-1), requested: 13, available: 12 }]);
  expect(await everywhere()).toEqual([12]);
});

test("large orders that want the same things share what is there: each has all of its own or nothing", async () => {
  const answers: Answer[] = [];
  await pMap(
    Array.from({ length: 6 }),
    async () => {
      answers.push(await as.storefront.post("/orders", anOrder(market, wanted(4))));
    },
    { concurrency: 6 },
  );
  expect(answers.filter(({ status }) => status !== 202 && status !== 409).map(({ text }) => text)).toEqual([]);
  const taken = answers.filter(({ status }) => status === 202).map(({ body }) => body.id);
  const ends = await Promise.all(taken.map((id) => ended(id, "confirmed", "refused")));
  for (const order of ends.filter(({ status }) => status === "refused"))
    expect(order).toMatchObject({ statusReason: "out-of-stock", shipments: [] });
  await agreed(market, taken);
  const served = ends.filter(({ status }) => status === "confirmed").length;
  expect(served).toBeLessThanOrEqual(3);
  expect(await everywhere()).toEqual([12 - 4 * served]);
});

test("stock that lies at several nodes is taken from all of them", async () => {
  const own = fresh("spread");
  const some = skus.slice(0, keysPerChunk + 1);
  await offer(as.operations, market, { sellerId: own, sku: some[0] ?? "" });
  await pMap(
    some.entries(),
    ([index, sku]) =>
      offer(as.operations, market, { sellerId: own, sku, nodes: { [nodes[index % nodes.length] ?? ""]: 1 } }),
    { concurrency: 6 },
  );
  const answer = await as.storefront.post(
    "/orders",
    anOrder(
      market,
      some.map((sku) => ({ sellerId: own, sku })),
    ),
  );
  const { id } = mustAnswer(answer, 202);
  const shipments = await shipmentsOf(as.operations, id);
  expect(new Set(shipments.map(({ nodeId }: Json) => nodeId)).size).toBe(nodes.length);
  await agreed(market, [id]);
});
