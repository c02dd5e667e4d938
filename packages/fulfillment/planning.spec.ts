import fc from "fast-check";
import { expect, test } from "vitest";
import { isId, newId } from "#kernel/ids";
import { orderIds } from "#ordering/contracts/ids";
import { shipmentIds } from "./contracts/ids.ts";
import { planShipments } from "./planning.ts";
import { shipmentIdFor } from "./shipment-id.ts";
import { anOrder, line } from "./spec-support.ts";

test("one shipment per seller and node", () => {
  const lines = [line("l1"), line("l2", { nodeId: "n2" }), line("l3"), line("l4", { sellerId: "south" })];
  expect(
    planShipments(anOrder, lines).map(({ sellerId, nodeId, lines }) => [
      sellerId,
      nodeId,
      lines.map(({ lineId }) => lineId),
    ]),
  ).toEqual([
    ["north", "n1", ["l1", "l3"]],
    ["north", "n2", ["l2"]],
    ["south", "n1", ["l4"]],
  ]);
});

test("lines that are cancelled or gone are not planned", () =>
  expect(planShipments(anOrder, [line("l1", { status: "cancelled" }), line("l2", { status: "dispatched" })])).toEqual(
    [],
  ));

test("every waiting line is in exactly one shipment, of its own seller and node", () => {
  const aLine = fc.record({
    sellerId: fc.constantFrom("a", "b", "c"),
    nodeId: fc.constantFrom("n1", "n2"),
    status: fc.constantFrom("open", "allocated", "cancelled", "dispatched", "delivered"),
  });
  fc.assert(
    fc.property(fc.array(aLine), (some) => {
      const lines = some.map((one, at) => line(`l${at + 1}`, one));
      const shipments = planShipments(anOrder, lines);
      const sent = shipments.flatMap(({ sellerId, nodeId, lines }) =>
        lines.map(({ lineId }) => `${lineId} ${sellerId} ${nodeId}`),
      );
      const waiting = lines.filter(({ status }) => status === "open" || status === "allocated");
      expect(sent.sort()).toEqual(
        waiting.map(({ lineId, sellerId, nodeId }) => `${lineId} ${sellerId} ${nodeId}`).sort(),
      );
      expect(new Set(shipments.map(({ id }) => id)).size).toBe(shipments.length);
    }),
  );
});

test("planning again plans the same", () => {
  const lines = [line("l1"), line("l2", { nodeId: "n2" })];
  expect(planShipments(anOrder, lines)).toEqual(planShipments(anOrder, lines));
});

test("a shipment's id is one of its kind, keeps the order's time and differs by order, seller and node", () => {
  const [order, other] = [newId(orderIds), newId(orderIds)];
  const ids = [
    shipmentIdFor(order, { sellerId: "a", nodeId: "b" }),
    shipmentIdFor(other, { sellerId: "a", nodeId: "b" }),
    shipmentIdFor(order, { sellerId: "a b", nodeId: "" }),
    shipmentIdFor(order, { sellerId: "a", nodeId: "b2" }),
  ];
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(isId(shipmentIds, id)).toBe(true);
  expect(ids[0]?.slice(4, 14)).toBe(order.slice(4, 14));
});
