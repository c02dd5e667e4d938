import fc from "fast-check";
import { expect, test } from "vitest";
import type { Availability, ReservationItem } from "#inventory/availability";
import type { NodeId } from "#kernel/codes";
import { minor } from "#kernel/money";
import type { OrderLine } from "#ordering/order";
import { moveUnits, reallocate } from "./reallocate.ts";
import { key } from "./spec-checkout.ts";

const line = (number: number, quantity: number, nodeId: NodeId): OrderLine => ({
  ...key("A"),
  lineId: `l${number}`,
  title: "A",
  category: "toys",
  quantity,
  unitPrice: minor(number),
  nodeId,
});
const reservation = (nodeId: NodeId, bucket: number, quantity: number): ReservationItem => ({
  ...key("A"),
  nodeId,
  bucket,
  quantity,
});
const availability = (nodeId: NodeId, ...buckets: number[]): Availability => ({ ...key("A"), nodeId, buckets });
const again = (reservations: ReservationItem[], lines: OrderLine[], availabilities: Availability[]) =>
  reallocate(reservations, lines, [key("A")], availabilities, "ord_1");

test("another bucket of the same node serves, and the lines stay as they are", () => {
  const lines = [line(1, 3, "north")];
  expect(again([reservation("north", 0, 3)], lines, [availability("north", 0, 3)])).toEqual({
    reservations: [reservation("north", 1, 3)],
    lines,
  });
});

test("another node serves what the first one lacks, and the line becomes two", () =>
  expect(
    again([reservation("north", 0, 3)], [line(1, 3, "north")], [availability("north", 1), availability("south", 5)]),
  ).toEqual({
    reservations: [reservation("north", 0, 1), reservation("south", 0, 2)],
    lines: [line(1, 1, "north"), { ...line(1, 2, "south"), lineId: "l2" }],
  }));

test("too little everywhere is no plan", () =>
  expect(
    again([reservation("north", 0, 3)], [line(1, 3, "north")], [availability("north", 1), availability("south", 1)]),
  ).toBeUndefined());

test("what nobody disputes stays where it is", () => {
  const other: ReservationItem = { ...key("B"), nodeId: "south", bucket: 0, quantity: 1 };
  expect(
    again([reservation("north", 0, 1), other], [line(1, 1, "north")], [availability("north", 0, 1)])?.reservations,
  ).toContainEqual(other);
});

test("moved units are neither lost nor doubled, and line ids stay unique", () =>
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 6 }),
      fc.nat(60),
      (quantities, most) => {
        const lines = quantities.map((quantity, index) => line(index + 1, quantity, "north"));
        const all = quantities.reduce((sum, quantity) => sum + quantity, 0);
        const moving = Math.min(most, all);
        const discounted = lines.map((one) => ({
          ...one,
          discount: minor(Math.floor((one.quantity * one.unitPrice) / 3)),
        }));
        const moved = moveUnits(discounted, key("A"), "north", "south", moving);
        const at = (nodeId: NodeId) =>
          moved.filter((one) => one.nodeId === nodeId).reduce((sum, { quantity }) => sum + quantity, 0);
        expect([at("north"), at("south")]).toEqual([all - moving, moving]);
        expect(new Set(moved.map(({ lineId }) => lineId)).size).toBe(moved.length);
        const worth = (some: readonly OrderLine[]) =>
          some.reduce((sum, { quantity, unitPrice, discount = 0 }) => sum + quantity * unitPrice - discount, 0);
        expect(worth(moved)).toBe(worth(discounted));
      },
    ),
  ));
