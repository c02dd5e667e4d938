import { describe, expect, test } from "vitest";
import { plusSeconds } from "#kernel/time";
import { deliverShipment } from "./deliver-shipment.ts";
import { dispatchShipment } from "./dispatch-shipment.ts";
import { finishDispatch } from "./finish-dispatch.ts";
import { listShipments } from "./list-shipments.ts";
import { planOrder } from "./plan-order.ts";
import { showShipment } from "./show-shipment.ts";
import {
  anOrder,
  carriers,
  line,
  now,
  operations,
  orderInMemory,
  plannedShipment,
  sellerOf,
  shipmentsInMemory,
} from "./spec-support.ts";
import { withdrawCancelled } from "./withdraw-lines.ts";

const { id } = plannedShipment(["l1"]);

async function plannedOrder(lines = [line("l1"), line("l2")], of: Parameters<typeof orderInMemory>[1] = {}) {
  const memory = shipmentsInMemory();
  const order = orderInMemory(lines, of);
  await planOrder({ shipments: memory.store, orders: order.port }, anOrder, now);
  const all = { shipments: memory.store, orders: order.port, carriers };
  const command = (key: string, caller = operations, fingerprint = key) => ({
    path: { id },
    caller,
    now,
    idempotency: { caller, routeKey: "a command", fingerprint, idempotencyKey: key },
  });
  return {
    ...memory,
    order,
    dispatch: (body: object = {}, key = "k1", caller = operations) =>
      dispatchShipment(all, { ...command(key, caller, JSON.stringify(body)), body: { carrier: "post", ...body } }),
    deliver: (body: object = {}, key = "k2", caller = operations) =>
      deliverShipment(all, { ...command(key, caller, JSON.stringify(body)), body }),
  };
}

describe("dispatching a shipment", () => {
  test("answers with the shipment; the market hears of it from the order", async () => {
    const { dispatch, facts } = await plannedOrder();
    expect(await dispatch({ trackingNumber: "T1" })).toMatchObject({
      status: 200,
      version: 2,
      body: { status: "dispatched", carrier: "post", trackingNumber: "T1", dispatchedAt: now, version: 2 },
    });
    expect(facts()).toEqual([]);
  });

  test("answers a repeat as the first time, and a key with another body not at all", async () => {
    const { dispatch, facts } = await plannedOrder();
    const first = await dispatch();
    expect(await dispatch()).toEqual({ ...first, replayed: true });
    expect(await dispatch({ carrier: "courier" })).toMatchObject({ problem: "idempotency-key-reused" });
    expect(facts()).toEqual([]);
  });

  test("takes the same handover under another key, and refuses another handover", async () => {
    const { dispatch } = await plannedOrder();
    await dispatch();
    expect(await dispatch({}, "k9")).toMatchObject({ status: 200 });
    expect(await dispatch({ carrier: "courier" }, "k10")).toMatchObject({ problem: "shipment-not-dispatchable" });
  });

  test("needs a carrier of the market and a time that was", async () => {
    const { dispatch, order } = await plannedOrder();
    expect(await dispatch({ carrier: "pigeon" })).toMatchObject({
      problem: "invalid",
      errors: [{ pointer: "/carrier" }],
    });
    expect(await dispatch({ at: plusSeconds(now, 3600) })).toMatchObject({
      problem: "invalid",
      errors: [{ pointer: "/at" }],
    });
    expect(order.requests.size).toBe(0);
  });

  test.each([
    [{ trackingNumber: "1Z5R89390357567127" }, "valid"],
    [{ trackingNumber: "1z 5r8 939 03 5756 7127" }, "valid"],
    [{ trackingNumber: "1Z5R89390357567128" }, "invalid"],
    [{ trackingNumber: "T1" }, "invalid"],
    [{ trackingNumber: "T1", carrier: "courier" }, "unchecked"],
    [{}, "absent"],
  ])("keeps the number as it is, and says what its carrier's rule says of it: %j", async (handover, trackingStatus) => {
    const { dispatch, store } = await plannedOrder();
    expect(await dispatch(handover)).toMatchObject({ status: 200, body: { ...handover, trackingStatus } });
    const all = { shipments: store, carriers };
    expect(await showShipment(all, id, operations)).toMatchObject({ body: { ...handover, trackingStatus } });
    expect(await listShipments(all, { limit: 25 }, { caller: operations, now })).toMatchObject({
      body: { items: [{ trackingStatus }] },
    });
  });

  test("says nothing of a number before there can be one", async () => {
    const { store } = await plannedOrder();
    const planned = await showShipment({ shipments: store, carriers }, id, operations);
    expect(planned).toMatchObject({ body: { status: "planned" } });
    expect(planned).not.toHaveProperty("body.trackingStatus");
  });

  test("needs a carrier that goes there, and names those that do", async () => {
    const { dispatch, order } = await plannedOrder(undefined, { postcode: "FAR 1" });
    expect(await dispatch({ carrier: "courier" })).toMatchObject({
      problem: "invalid",
      errors: [{ pointer: "/carrier", detail: "does not deliver there; these do: post" }],
    });
    expect(order.requests.size).toBe(0);
    expect(await dispatch({ carrier: "post" }, "k2")).toMatchObject({ status: 200 });
  });

  test("lies not before the order, when somebody says so; who does not say when means the first time possible", async () => {
    const placedAt = plusSeconds(now, 200); // by the clock of whoever placed it
    const { dispatch, order } = await plannedOrder(undefined, { placedAt });
    expect(await dispatch({ at: plusSeconds(placedAt, -1) })).toMatchObject({
      problem: "invalid",
      errors: [{ pointer: "/at", detail: expect.stringContaining(placedAt) }],
    });
    expect(order.requests.size).toBe(0);
    expect(await dispatch({}, "k2")).toMatchObject({ status: 200, body: { dispatchedAt: placedAt } });
  });

  test("is refused while a line is cancelled, naming it", async () => {
    const { dispatch, order, shipments } = await plannedOrder();
    order.cancel("l2");
    expect(await dispatch()).toMatchObject({
      problem: "shipment-not-dispatchable",
      more: { lines: [{ lineId: "l2", status: "cancelled" }] },
    });
    expect(shipments()[0]?.status).toBe("planned");
  });

  test("is refused while fewer of its units are left, naming how many, and sends these when they are all it has", async () => {
    const { dispatch, order, shipments, store } = await plannedOrder([line("l1", { quantity: 3 }), line("l2")]);
    order.cancel("l1", 2);
    expect(await dispatch()).toMatchObject({
      problem: "shipment-not-dispatchable",
      more: { lines: [{ lineId: "l1", status: "open", left: 1 }] },
    });
    expect(shipments()).toMatchObject([{ status: "planned", lines: [{ quantity: 3 }, { quantity: 1 }] }]);
    const cancelled = { orderId: anOrder, lines: [{ lineId: "l1" }], confirmed: true };
    for (const _ of ["told", "and told again"])
      await withdrawCancelled({ shipments: store, orders: order.port }, cancelled, now);
    expect(await dispatch()).toMatchObject({
      status: 200,
      body: {
        lines: [
          { lineId: "l1", quantity: 1 },
          { lineId: "l2", quantity: 1 },
        ],
      },
    });
  });

  test("whose process died after the order agreed is finished by the order's event, and the client's repeat succeeds", async () => {
    const { dispatch, order, store } = await plannedOrder();
    const request = { shipmentId: id, carrier: "post", dispatchedAt: now };
    const lines = [
      { lineId: "l1", quantity: 1 },
      { lineId: "l2", quantity: 1 },
    ];
    await order.port.approveDispatch({ ...request, orderId: anOrder, lines }, now);
    await finishDispatch(store, { ...request, lines, cause: "evt-1" }, now);
    expect(await dispatch()).toMatchObject({ status: 200, body: { status: "dispatched" } });
    expect(await dispatch()).toMatchObject({ status: 200, replayed: true });
  });

  test("of another seller is forbidden, and of nobody not found", async () => {
    const { dispatch, rows } = await plannedOrder();
    expect(await dispatch({}, "k1", sellerOf("south"))).toMatchObject({ problem: "forbidden" });
    rows.clear();
    expect(await dispatch()).toMatchObject({ problem: "not-found" });
  });
});

describe("delivering a shipment", () => {
  test("before it left is refused in so many words", async () => {
    const { deliver } = await plannedOrder();
    expect(await deliver()).toMatchObject({
      problem: "shipment-not-dispatchable",
      detail: expect.stringContaining("planned"),
    });
  });

  test("is told once, however often it is repeated", async () => {
    const { dispatch, deliver, facts } = await plannedOrder();
    await dispatch();
    const first = await deliver();
    expect(first).toMatchObject({ status: 200, body: { status: "delivered", deliveredAt: now } });
    expect(await deliver()).toEqual({ ...first, replayed: true });
    expect(await deliver({}, "k3")).toMatchObject({ status: 200, body: { deliveredAt: now } });
    expect(facts()).toEqual(["delivered"]);
  });

  test("before its own dispatch names the time", async () => {
    const { dispatch, deliver } = await plannedOrder();
    await dispatch();
    expect(await deliver({ at: plusSeconds(now, -60) })).toMatchObject({
      problem: "invalid",
      errors: [{ pointer: "/at" }],
    });
  });
});

describe("seeing shipments", () => {
  test("a seller sees its own, and nothing where another's is", async () => {
    const { store } = await plannedOrder();
    expect(await showShipment({ shipments: store, carriers }, id, sellerOf("north"))).toMatchObject({ status: 200 });
    expect(await showShipment({ shipments: store, carriers }, id, sellerOf("south"))).toMatchObject({
      problem: "not-found",
    });
  });

  test("a seller may not name another in a list, and without sellers sees an empty one", async () => {
    const all = { shipments: (await plannedOrder()).store, carriers };
    expect(
      await listShipments(all, { sellerId: "south", limit: 25 }, { caller: sellerOf("north"), now }),
    ).toMatchObject({
      problem: "forbidden",
    });
    expect(await listShipments(all, { limit: 25 }, { caller: sellerOf(), now })).toMatchObject({
      body: { items: [], next: null },
    });
  });
});
