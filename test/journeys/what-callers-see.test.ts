import { beforeAll, expect, test } from "vitest";
import { type Viewer, visibleTo } from "#ordering/order-view";
import { mustAnswer, mustRefuse } from "#test/support/answers";
import { type Client, clientOf, type Json, machine, person } from "#test/support/market-client";
import { anOrder, fresh, marketsOfStack, offer, placed, price, shipmentsOf } from "#test/support/shop";
import { shows, wordsByPath } from "#test/support/view-paths";

const [market] = marketsOfStack();
if (!market) throw new Error("the stack has no market");
const [here, there] = [fresh("here"), fresh("there")];
const buyer = {
  country: market.countries[0],
  postcode: market.address.samples[1],
  name: "Ana Example",
  email: "ana@example.org",
};
const as = {} as Record<"operations" | "support" | "storefront" | "integration" | "here" | "there", Client>;
let order: Json;

beforeAll(async () => {
  const { code } = market;
  as.operations = await clientOf(code, person("operations"));
  as.support = await clientOf(code, person("support"));
  as.storefront = await clientOf(code, machine("storefront"));
  as.integration = await clientOf(code, machine("integration"));
  as.here = await clientOf(code, person("seller", here));
  as.there = await clientOf(code, person("seller", there));
  await offer(as.operations, market, { sellerId: here, sku: "A", cents: 1_000 });
  await offer(as.operations, market, { sellerId: there, sku: "B", cents: 250 });
  const wanted = [
    { sellerId: here, sku: "A", quantity: 2 },
    { sellerId: there, sku: "B", quantity: 3 },
  ];
  order = await placed(as.storefront, anOrder(market, wanted, { buyer }));
});

test("the buyer is shown to operations, to support and to whoever placed the order", async () => {
  for (const role of ["operations", "support", "storefront"] as const)
    expect((await as[role].get(`/orders/${order.id}`)).body.buyer, role).toMatchObject({ email: buyer.email });
  for (const role of ["here", "there"] as const)
    expect((await as[role].get(`/orders/${order.id}`)).text, role).not.toMatch(/Ana|example\.org/);
  mustRefuse(await as.integration.get(`/orders/${order.id}`), 404, "not-found");
});

test("every member of an order is shown to those whom its view names, and to nobody else", async () => {
  await shipmentsOf(as.operations, order.id); // it is paid and planned: nothing changes any more
  const whole = (await as.operations.get(`/orders/${order.id}`)).body;
  const viewers: Readonly<Record<Exclude<keyof typeof as, "integration">, readonly Viewer[]>> = {
    operations: ["unbound", "operations"],
    support: ["unbound", "support"],
    storefront: ["unbound", "placer"],
    here: ["seller"],
    there: ["seller"],
  };
  for (const [role, own] of Object.entries(viewers)) {
    const { body } = await as[role as keyof typeof as].get(`/orders/${order.id}`);
    const wrong = wordsByPath<readonly Viewer[]>(visibleTo).filter(
      ([path, audience]) => shows(body, path) !== (shows(whole, path) && audience.some((one) => own.includes(one))),
    );
    expect(
      wrong.map(([path]) => path),
      role,
    ).toEqual([]);
  }
});

test("a seller sees its own lines of an order, their sums, and nothing of the others", async () => {
  const { body } = await as.there.get(`/orders/${order.id}`);
  expect(body.lines.map(({ sellerId, sku, quantity }: Json) => ({ sellerId, sku, quantity }))).toEqual([
    { sellerId: there, sku: "B", quantity: 3 },
  ]);
  expect({ goods: body.goods, total: body.total }).toEqual({ goods: price(market, 750), total: price(market, 750) });
  expect(JSON.stringify(body)).not.toContain(here);
  expect(JSON.stringify(body.payment)).not.toContain("amount");
});

test("a seller sees and moves its own shipments only", async () => {
  const shipments = await shipmentsOf(as.operations, order.id);
  const own = (await as.there.get(`/shipments?orderId=${order.id}`)).body.items;
  expect(own.map(({ sellerId }: Json) => sellerId)).toEqual([there]);
  const foreign = shipments.find(({ sellerId }) => sellerId === here);
  const handover = { carrier: market.carriers[0]?.id };
  mustRefuse(await as.there.post(`/shipments/${foreign.id}/dispatch`, handover), 403, "forbidden");
  mustAnswer(await as.there.post(`/shipments/${own[0].id}/dispatch`, handover), 200);
  expect((await as.operations.get(`/shipments/${foreign.id}`)).body.status).toBe("planned");
});

test.each([
  ["externalId", { externalId: fresh("ext") }],
  // a month in which nobody else sells: one order, tried alone, would keep the figures of all that come after it
  ["placedAt", { placedAt: "1901-06-01T10:00:00Z" }],
  ["shipping", { shipping: price(market, 500) }],
  ["unitPrice", { lines: [{ sellerId: here, sku: "A", quantity: 1, unitPrice: price(market, 1) }] }],
])("%s is for those who may import orders", async (_, more) => {
  const body = anOrder(market, [{ sellerId: here, sku: "A" }], more);
  mustRefuse(await as.storefront.post("/orders", body), 403, "forbidden");
  mustAnswer(await as.integration.post("/orders", body), 201);
});
