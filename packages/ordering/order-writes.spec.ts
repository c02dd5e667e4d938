import { expect, test } from "vitest";
import { changeBy } from "#platform/decide-and-save";
import type { Order } from "./order.ts";
import { orderEntity } from "./order-entity.ts";
import type { OrderEvent } from "./order-event.ts";
import { changeWrites } from "./order-writes.ts";
import { takeChunk } from "./reservation-decisions.ts";
import { confirmedOrder, heldOrder, noon, reservingOrder, shipmentId, threeLines } from "./spec-orders.ts";

const writesOf = (state: Order, ...events: readonly OrderEvent[]) =>
  changeWrites("ordering", changeBy(orderEntity, { state, seen: new Set(), beside: threeLines }, events, { at: noon }));
const cancelled = (more: Partial<Extract<OrderEvent, { type: "lines-cancelled" }>> = {}): OrderEvent => ({
  ...{
    type: "lines-cancelled",
    lines: [{ lineId: "l1", quantity: 1, left: 0 }],
    whole: false,
    cause: "buyer",
    cancelReason: "no",
  },
  ...{ items: [], shares: [], amount: heldOrder().totals.goods, confirmed: false, ...more },
});

test("a head is written where the order is in a state that may become the next one, by the table", () => {
  const { head, ...others } = writesOf(heldOrder(), { type: "order-confirmed", at: noon, shares: [] });
  expect(head).toMatchObject([
    {
      Put: {
        ConditionExpression: "#version = :before AND #status IN (:from0, :from1)",
        ExpressionAttributeValues: { ":before": { N: "1" }, ":from0": { S: "held" }, ":from1": { S: "confirmed" } },
        Item: { status: { S: "confirmed" }, version: { N: "2" } },
      },
    },
  ]);
  expect(others).toEqual({ reason: [], record: [] });
});

test("an order's first head is written where there is none", () => {
  const draft = { ...reservingOrder(), version: 0 };
  const { head } = writesOf(draft, ...takeChunk(draft, noon).events);
  expect(head).toMatchObject([
    { Put: { ConditionExpression: "attribute_not_exists(pk)", Item: { version: { N: "1" }, status: { S: "held" } } } },
  ]);
});

test("without events no head is written", () =>
  expect(writesOf(heldOrder())).toEqual({ head: [], reason: [], record: [] }));

test("what people wrote is kept when the whole order goes", () => {
  expect(writesOf(heldOrder(), cancelled({ whole: true })).reason).toMatchObject([
    {
      Update: {
        Key: { sk: { S: "buyer" } },
        UpdateExpression: "SET kind = :kind, cancelReason = :cancelReason",
        ExpressionAttributeValues: { ":cancelReason": { S: "no" } },
      },
    },
  ]);
  expect(writesOf(heldOrder(), cancelled()).reason).toEqual([]);
});

test("what people wrote of lines is kept, and what they wrote before only where it still lies", () => {
  const [now, before] = [
    { reason: "damaged", lineIds: ["l1"] },
    { reason: "lost", lineIds: ["l2"] },
  ];
  const set = "SET kind = :kind, lineReasons = :lineReasons";
  expect(writesOf(heldOrder(), cancelled({ lineReasons: [now] })).reason).toEqual([
    { Update: expect.objectContaining({ UpdateExpression: set }) },
  ]);
  const [write] = writesOf(heldOrder(), cancelled({ lineReasons: [now] })).reason;
  expect(write?.Update).not.toHaveProperty("ConditionExpression");
  expect(writesOf(heldOrder(), cancelled({ lineReasons: [before, now] })).reason).toMatchObject([
    { Update: { UpdateExpression: set, ConditionExpression: "attribute_exists(lineReasons)" } },
  ]);
});

test("a line that goes where its table does not allow is written by nobody", () => {
  const shipment = { id: shipmentId(1), status: "dispatched" as const, lineIds: ["l1"] };
  const sent = { ...confirmedOrder(), shipments: [shipment] };
  expect(() => writesOf(sent, cancelled())).toThrow("line l1, which is dispatched, cannot become cancelled");
});
