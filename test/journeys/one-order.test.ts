import { beforeAll, describe, expect, inject, test } from "vitest";
import { nodeById } from "#markets/strategies/delivery";
import { agreed } from "#test/support/agreement";
import { mustAnswer, mustRefuse } from "#test/support/answers";
import { eventually } from "#test/support/eventually";
import { type Client, clientOf, type Json, machine, person } from "#test/support/market-client";
import {
  anOrder,
  aSeller,
  cancel,
  fresh,
  marketsOfStack,
  offer,
  orderThat,
  placed,
  price,
  shipmentsOf,
} from "#test/support/shop";

describe.each(Object.keys(inject("cloud").markets))("in the market %s", (code) => {
  const market = marketsOfStack().find((one) => one.code === code);
  if (!market) throw new Error(`no market ${code}`);
  const money = (cents: number) => price(market, cents);
  const carrier = market.carriers[0]?.id;
  const as = {} as Record<"operations" | "storefront" | "integration", Client>;

  beforeAll(async () => {
    as.operations = await clientOf(code, person("operations"));
    as.storefront = await clientOf(code, machine("storefront"));
    as.integration = await clientOf(code, machine("integration"));
  });

  /** A shop of its own for each test, with ten of each thing. */
  const shop = async (...skus: string[]): Promise<string> => {
    const sellerId = fresh("shop");
    for (const sku of skus) await offer(as.operations, market, { sellerId, sku, cents: 1_000, quantity: 10 });
    return sellerId;
  };
  const stockOf = async (sellerId: string, sku: string) => {
    const { onHand, held, available } = (await as.operations.get(`/sellers/${sellerId}/stock/${sku}`)).body;
    return { onHand, held, available };
  };
  const dispatch = async (id: string, client = as.operations) =>
    mustAnswer(await client.post(`/shipments/${id}/dispatch`, { carrier, trackingNumber: "TRACK 1" }), 200);
  const deliver = async (id: string) => mustAnswer(await as.operations.post(`/shipments/${id}/delivery`, {}), 200);

  test("an order lives from the shop's opening to the door", async () => {
    const [sellerId, sku] = [fresh("life"), "_Lámpara/1 #2, 50%, 3*4"];
    const listing = `/sellers/${sellerId}/listings/${encodeURIComponent(sku)}`;
    const opened = await as.operations.put(`/sellers/${sellerId}`, aSeller(market));
    expect(mustAnswer(opened, 201)).toMatchObject({ sellerId, status: "active", version: 1 });
    expect(opened.headers.get("etag")).toBe('"1"');
    const goods = { title: "A lamp", category: market.categories[0], price: money(2_550) };
    const seller = await clientOf(code, person("seller", sellerId));
    mustAnswer(await seller.put(listing, goods), 201);
    mustAnswer(await seller.put(`/sellers/${sellerId}/stock/${encodeURIComponent(sku)}`, { quantity: 7 }), 200);
    expect((await as.storefront.get(listing)).body).toMatchObject({ ...goods, available: 7 });

    const buyer = { country: market.countries[0], postcode: market.address.samples[1], name: "Rui Example" };
    const answer = await as.storefront.post("/orders", anOrder(market, [{ sellerId, sku, quantity: 2 }], { buyer }));
    const held = mustAnswer(answer, 201);
    expect(answer.headers.get("location")).toBe(`orders/${held.id}`);
    expect(answer.headers.get("etag")).toBe(`"${held.version}"`);
    const line = { lineId: "l1", sellerId, sku, title: "A lamp", quantity: 2, unitPrice: money(2_550) };
    expect(held).toMatchObject({
      market: code,
      status: "held",
      channel: "shop-tab",
      currency: market.currency.code,
      lines: [{ ...line, total: money(5_100), status: "open" }],
      ...{ goods: money(5_100), shipping: money(0), tax: money(0), discount: money(0), total: money(5_100) },
      payment: { method: "card", authorised: money(0), captured: money(0), refunded: money(0) },
      shipments: [],
      buyer,
    });
    expect(held.dueAt > held.recordedAt).toBe(true);

    const [shipment] = await shipmentsOf(as.operations, held.id);
    expect(shipment).toMatchObject({ orderId: held.id, sellerId, status: "planned", lines: [{ lineId: "l1", sku }] });
    expect(nodeById(market, shipment.nodeId)).toBeDefined();
    const paid = (await as.operations.get(`/orders/${held.id}`)).body;
    expect(paid).toMatchObject({
      status: "confirmed",
      lines: [{ status: "allocated", nodeId: shipment.nodeId }],
      payment: { status: "authorised", authorised: money(5_100), captured: money(0) },
      shipments: [{ id: shipment.id, status: "planned" }],
    });
    expect(await stockOf(sellerId, encodeURIComponent(sku))).toEqual({ onHand: 7, held: 2, available: 5 });

    expect(await dispatch(shipment.id, seller)).toMatchObject({
      ...{ status: "dispatched", carrier, trackingNumber: "TRACK 1" },
    });
    const sent = await orderThat(as.operations, held.id, ({ payment }) => payment.status === "captured");
    expect(sent).toMatchObject({ lines: [{ status: "dispatched" }], payment: { captured: money(5_100) } });
    await eventually(async () =>
      expect(await stockOf(sellerId, encodeURIComponent(sku))).toEqual({ onHand: 5, held: 0, available: 5 }),
    );

    expect(await deliver(shipment.id)).toMatchObject({ status: "delivered" });
    const done = await orderThat(as.operations, held.id, ({ status }) => status === "completed");
    expect(done).toMatchObject({ lines: [{ status: "delivered" }], shipments: [{ status: "delivered" }] });
    expect((await as.storefront.get(`/orders/${held.id}`)).body.buyer).toEqual(buyer);
    expect((await seller.get(`/orders/${held.id}`)).text).not.toMatch(/Rui|"buyer"/);
    mustRefuse(await as.integration.get(`/orders/${held.id}`), 404, "not-found");
    await agreed(market, [held.id]);
  });

  test("what is repeated is answered again, and what differs under the same key is refused", async () => {
    const sellerId = await shop("A");
    const order = anOrder(market, [{ sellerId, sku: "A" }]);
    const key = fresh("key");
    const first = await as.storefront.post("/orders", order, key);
    const again = await as.storefront.post("/orders", order, key);
    expect(mustAnswer(again, 201)).toEqual(mustAnswer(first, 201));
    expect(first.headers.get("idempotency-replayed")).toBeNull();
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    const other = anOrder(market, [{ sellerId, sku: "A", quantity: 2 }]);
    mustRefuse(await as.storefront.post("/orders", other, key), 422, "idempotency-key-reused");
    const others = mustAnswer(await as.integration.post("/orders", order, key), 201);
    expect(others.id).not.toBe(first.body.id);

    const [shipment] = await shipmentsOf(as.operations, first.body.id);
    for (const [step, body] of [
      ["dispatch", { carrier }],
      ["delivery", {}],
    ] as const) {
      const path = `/shipments/${shipment.id}/${step}`;
      const done = await as.operations.post(path, body, key);
      const repeated = await as.operations.post(path, body, key);
      expect(mustAnswer(repeated, 200)).toEqual(mustAnswer(done, 200));
      expect(repeated.headers.get("idempotency-replayed")).toBe("true");
      const at = { ...body, at: "2020-01-01T00:00:00Z" };
      mustRefuse(await as.operations.post(path, at, key), 422, "idempotency-key-reused");
    }
    await agreed(market, [first.body.id, others.id]);
  });

  test("an external id yields the same order for ever, to its caller alone", async () => {
    const sellerId = await shop("A");
    const externalId = fresh("external");
    const order = anOrder(market, [{ sellerId, sku: "A" }], { externalId });
    const first = await placed(as.integration, order);
    const again = await as.integration.post("/orders", { ...order, lines: [{ sellerId, sku: "A", quantity: 3 }] });
    expect(mustAnswer(again, 200)).toMatchObject({ id: first.id, lines: [{ quantity: 1 }] });
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    expect((await placed(as.operations, order)).id).not.toBe(first.id);
    const found = (await as.integration.get(`/orders?externalId=${externalId}`)).body.items;
    expect(found.map(({ id }: Json) => id)).toContain(first.id);
  });

  test("a cancelled order gives back its stock and its money", async () => {
    const sellerId = await shop("A", "B");
    const order = await placed(
      as.storefront,
      anOrder(market, [
        { sellerId, sku: "A", quantity: 4 },
        { sellerId, sku: "B" },
      ]),
    );
    await shipmentsOf(as.operations, order.id);
    const key = fresh("key");
    const cancelled = await cancel(as.storefront, order.id, undefined, key);
    expect(mustAnswer(cancelled, 200)).toMatchObject({
      status: "cancelled",
      statusReason: "not wanted",
      lines: [{ status: "cancelled" }, { status: "cancelled" }],
      buyer: order.buyer,
    });
    expect((await cancel(as.storefront, order.id, undefined, key)).headers.get("idempotency-replayed")).toBe("true");
    await orderThat(as.operations, order.id, ({ payment }) => payment.status === "voided");
    await eventually(async () => expect(await stockOf(sellerId, "A")).toEqual({ onHand: 10, held: 0, available: 10 }));
    await agreed(market, [order.id]);
  });

  test("lines are cancelled until they are dispatched, and the rest goes on", async () => {
    const sellerId = await shop("A", "B", "C");
    const wanted = ["A", "B", "C"].map((sku) => ({ sellerId, sku }));
    const { id } = await placed(as.integration, anOrder(market, wanted, { shipping: money(300) }));
    const [shipment] = await shipmentsOf(as.operations, id);
    const less = mustAnswer(await cancel(as.operations, id, ["l2"]), 200);
    expect(less).toMatchObject({ status: "confirmed", total: money(3_300) });
    expect(less.lines.map(({ status }: Json) => status)).toEqual(["allocated", "cancelled", "allocated"]);
    await eventually(async () =>
      expect((await as.operations.get(`/shipments/${shipment.id}`)).body.lines).toHaveLength(2),
    );
    await dispatch(shipment.id);
    const refused = mustRefuse(await cancel(as.operations, id, ["l1", "l2"]), 409, "line-dispatched");
    expect(refused.lineIds).toEqual(["l1"]);
    expect(mustRefuse(await cancel(as.operations, id), 409, "line-dispatched").lineIds).toEqual(["l1", "l3"]);
    mustRefuse(await cancel(as.operations, id, ["l1", "l9"]), 422, "invalid", "/lineIds/1");
    const sent = await orderThat(as.operations, id, ({ payment }) => payment.status === "captured");
    expect(sent.payment.captured).toEqual(money(2_300));
    await deliver(shipment.id);
    await orderThat(as.operations, id, ({ status }) => status === "completed");
    mustRefuse(await cancel(as.operations, id), 409, "order-not-cancellable");
    await agreed(market, [id]);
  });

  test("two sellers send what is theirs, each at its own time", async () => {
    const [here, there] = [await shop("A"), await shop("B")];
    const order = anOrder(market, [
      { sellerId: here, sku: "A", quantity: 2 },
      { sellerId: there, sku: "B" },
    ]);
    const { id } = await placed(as.storefront, order);
    const shipments = await shipmentsOf(as.operations, id);
    const of = (sellerId: string): Json => shipments.find((shipment) => shipment.sellerId === sellerId);
    expect(shipments).toHaveLength(2);
    const seller = await clientOf(code, person("seller", here));
    expect((await seller.get(`/orders/${id}`)).body).toMatchObject({
      goods: money(2_000),
      shipments: [{ id: of(here).id }],
    });
    await dispatch(of(here).id, seller);
    const half = await orderThat(as.operations, id, ({ payment }) => payment.status === "captured");
    expect(half).toMatchObject({ status: "confirmed", payment: { captured: money(2_000), authorised: money(3_000) } });
    await deliver(of(here).id);
    mustAnswer(await cancel(as.storefront, id, ["l2"]), 200);
    const done = await orderThat(as.operations, id, ({ status }) => status === "completed");
    expect(done.lines.map(({ status }: Json) => status)).toEqual(["delivered", "cancelled"]);
    await eventually(async () =>
      expect((await as.operations.get(`/shipments/${of(there).id}`)).body.status).toBe("cancelled"),
    );
    await agreed(market, [id]);
  });

  test("what does not exist is not found", async () => {
    const sellerId = await shop("A");
    const { id } = await placed(as.storefront, anOrder(market, [{ sellerId, sku: "A" }]));
    const unknown = `${id.slice(0, -4)}0000`;
    mustRefuse(await as.operations.get(`/orders/${unknown}`), 404, "not-found");
    mustRefuse(await cancel(as.storefront, unknown), 404, "not-found");
    mustRefuse(await as.operations.get(`/shipments/${unknown.replace("ord", "shp")}`), 404, "not-found");
    mustRefuse(await as.operations.get(`/sellers/${fresh("nobody")}`), 404, "not-found");
    mustRefuse(await as.operations.get(`/sellers/${sellerId}/listings/NONE`), 404, "not-found");
    const strange = anOrder(market, [{ sellerId, sku: "NONE" }]);
    mustRefuse(await as.storefront.post("/orders", strange), 404, "unknown-listing");
    const tooMuch = mustRefuse(
      await as.storefront.post("/orders", anOrder(market, [{ sellerId, sku: "A", quantity: 11 }])),
      409,
      "out-of-stock",
    );
    expect(tooMuch.items).toEqual([{ sellerId, sku: "A", requested: 11, available: 9 }]);
    for (const other of marketsOfStack().filter((one) => one.code !== code)) {
      const elsewhere = await clientOf(other.code, person("operations"));
      mustRefuse(await elsewhere.get(`/orders/${id}`), 404, "not-found");
    }
  });
});
