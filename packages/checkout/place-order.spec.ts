import { expect, test } from "vitest";
import type { NodeId, Sku } from "#kernel/codes";
import { placeOrder } from "./place-order.ts";
import { placedOrder } from "./place-request.ts";
import { caller, key, memory, nodeIds, request } from "./spec-checkout.ts";

const [first = "", second = ""] = nodeIds;
const at = (nodeId: NodeId, sku: Sku, ...buckets: number[]) => ({ ...key(sku), nodeId, buckets });

test("an order is held, and shown as the contract says", async () => {
  const { ports, left } = memory([at(first, "A", 3)]);
  const placed = await placeOrder(ports, request());
  expect(placed).toMatchObject({
    status: 201,
    version: 1,
    body: { status: "held", total: { amount: "2.50" }, buyer: { name: "Ada Lovelace" } },
  });
  expect("body" in placed && placedOrder.safeParse(placed.body).success).toBe(true);
  expect(left()).toBe(2);
});

test("the answer that is kept for a repeat knows nothing of the buyer", async () => {
  const { ports, orders } = memory([at(first, "A", 3)]);
  await placeOrder(ports, request());
  const [written] = orders.values();
  const kept = JSON.stringify(written?.placement.answer);
  expect(kept).toContain("2.50");
  expect(kept).not.toContain("Ada Lovelace");
});

test("an external id that the caller used before yields the order it named", async () => {
  const { ports } = memory([at(first, "A", 3)]);
  const importer = caller(["orders/import"]);
  const placed = await placeOrder(ports, request({ externalId: "7" }, importer));
  const again = await placeOrder(ports, request({ externalId: "7" }, importer));
  expect(again).toMatchObject({
    status: 200,
    replayed: true,
    body: { id: "body" in placed ? (placed.body as { id: string }).id : "" },
  });
  const other = await placeOrder(ports, request({ externalId: "7" }, caller(["orders/import"], "another")));
  expect(other).toMatchObject({ status: 201 });
});

test("a repeat that looked a moment too early finds its own order behind the empty shelf", async () => {
  const { ports } = memory([at(first, "A", 1)]);
  const importer = caller(["orders/import"]);
  await placeOrder(ports, request({ externalId: "7" }, importer));
  const tooEarly: typeof ports.store.loadContext = (what) =>
    ports.store.loadContext({ ...what, externalId: undefined });
  const again = await placeOrder(
    { ...ports, store: { ...ports.store, loadContext: tooEarly } },
    request({ externalId: "7" }, importer),
  );
  expect(again).toMatchObject({ status: 200, replayed: true });
});

test("more than the market allows in one order is refused before anything is looked up or written", async () => {
  const { ports, orders, left } = memory([at(first, "A", 9)]);
  const limits = { ...ports.market.orderLimits, maximumQuantity: 2 };
  const asked: unknown[] = [];
  const loadContext: typeof ports.store.loadContext = async (what) => {
    asked.push(what);
    return ports.store.loadContext(what);
  };
  const strict = { ...ports, market: { ...ports.market, orderLimits: limits }, store: { ...ports.store, loadContext } };
  expect(await placeOrder(strict, request({ lines: [{ ...key("A"), quantity: 3 }] }))).toMatchObject({
    problem: "invalid",
    errors: [{ pointer: "/lines/0/quantity", detail: "must be at most 2" }],
  });
  expect({ asked, orders: orders.size, left: left() }).toEqual({ asked: [], orders: 0, left: 9 });
});

test("what is not listed is refused before anything is written", async () => {
  const { ports, orders } = memory([at(first, "A", 3)]);
  const lines = [
    { ...key("A"), quantity: 1 },
    { ...key("UNLISTED"), quantity: 1 },
  ];
  expect(await placeOrder(ports, request({ lines }))).toMatchObject({
    problem: "unknown-listing",
    errors: [{ pointer: "/lines/1" }],
  });
  expect(orders.size).toBe(0);
});

test("out of stock tells what was asked for and what is left", async () => {
  const { ports } = memory([at(first, "A", 1), at(second, "A", 1)]);
  expect(await placeOrder(ports, request({ lines: [{ ...key("A"), quantity: 3 }] }))).toMatchObject({
    problem: "out-of-stock",
    more: { items: [{ sellerId: "ada", sku: "A", requested: 3, available: 2 }] },
  });
});

test("stale news of an empty shelf refuses nobody", async () => {
  const { ports } = memory([at(first, "A", 1)], { stale: [at(first, "A", 0)] });
  expect(await placeOrder(ports, request())).toMatchObject({ status: 201 });
});

test("stale news of a full shelf oversells nothing: another node serves", async () => {
  const { ports, left } = memory([at(second, "A", 1)], { stale: [at(first, "A", 5)] });
  expect(await placeOrder(ports, request())).toMatchObject({ status: 201, body: { lines: [{ nodeId: second }] } });
  expect(left()).toBe(0);
});

test.each([
  ["one bucket", [20]],
  ["twenty buckets", Array.from({ length: 20 }, () => 1)],
])("two hundred buyers at once get twenty units from %s, and everybody else a clear refusal", async (_, buckets) => {
  const { ports, left } = memory([at(first, "A", ...buckets)]);
  const answers = await Promise.all(Array.from({ length: 200 }, () => placeOrder(ports, request())));
  const problems = answers.flatMap((given) => ("problem" in given ? [given.problem] : []));
  expect(answers.filter((given) => "status" in given && given.status === 201)).toHaveLength(20);
  expect(problems).toEqual(Array.from({ length: 180 }, () => "out-of-stock"));
  expect(left()).toBe(0);
});

test("more than forty stock keys are reserved in chunks, and the first answer says so", async () => {
  const skus = Array.from({ length: 90 }, (_, index) => `S${index}`);
  const { ports, orders } = memory(skus.map((sku) => at(first, sku, 1)));
  const placed = await placeOrder(ports, request({ lines: skus.map((sku) => ({ ...key(sku), quantity: 1 })) }));
  expect(placed).toMatchObject({ status: 202, body: { status: "reserving" } });
  expect([...orders.values()]).toMatchObject([{ order: { nextChunk: 1, chunks: 3 } }]);
});
