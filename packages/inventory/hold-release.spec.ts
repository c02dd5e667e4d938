import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type Hold, type HoldRelease, planRelease, stockMoves } from "./hold-release.ts";

const place = { sellerId: "house", sku: "lamp", nodeId: "north" };
const hold = (more: Partial<Hold> = {}): Hold => ({
  ...place,
  bucket: 0,
  quantity: 3,
  seen: new Set(),
  closed: false,
  ...more,
});
const release = (quantity: number, cause = "evt_1"): HoldRelease => ({
  how: "release",
  cause,
  items: [{ ...place, quantity }],
});

test("cancelled units are taken from the holds of their place, bucket by bucket", () => {
  const [second, first] = [hold({ bucket: 1 }), hold({ bucket: 0, quantity: 2 })];
  expect(planRelease([second, first], release(4))).toEqual({
    groups: [
      [
        { hold: first, quantity: 2 },
        { hold: second, quantity: 2 },
      ],
    ],
    missing: [],
  });
});
test("an event that was seen changes nothing more", () => {
  const seen = hold({ quantity: 2, seen: new Set(["evt_1"]) });
  expect(planRelease([seen, hold({ bucket: 1 })], release(1))).toEqual({ groups: [], missing: [] });
});
test("units that are not held are missed, and other places are settled all the same", () => {
  const other = { ...place, nodeId: "south" };
  const plan = planRelease([hold()], {
    how: "consume",
    cause: "evt_1",
    items: [
      { ...other, quantity: 1 },
      { ...place, quantity: 3 },
    ],
  });
  expect(plan).toEqual({ groups: [[{ hold: hold(), quantity: 3 }]], missing: [{ ...other, quantity: 1 }] });
});
test("after the order ended without a sale nothing is left, and nothing is missed", () => {
  expect(planRelease([hold({ quantity: 0, closed: true })], release(1))).toEqual({ groups: [], missing: [] });
});
test("the end of an order gives everything back, once", () => {
  const plan = planRelease([hold(), hold({ bucket: 1, closed: true })], { how: "close", cause: "evt_1" });
  expect(plan).toEqual({ groups: [[{ hold: hold(), quantity: 3 }]], missing: [] });
});
test("a place named twice is one demand", () => {
  const { items } = release(1) as Extract<HoldRelease, { how: "release" }>;
  expect(planRelease([hold()], { how: "release", cause: "evt_1", items: [...items, ...items] }).groups).toEqual([
    [{ hold: hold(), quantity: 2 }],
  ]);
});
test("units come back to their bucket, and to bucket 0 when that has retired", () => {
  const change = { hold: hold({ bucket: 4 }), quantity: 2 };
  expect(stockMoves("release", change, () => false)).toEqual([
    { at: { ...place, bucket: 4 }, available: 2, held: -2, when: { heldAtLeast: 2, active: true } },
  ]);
  expect(stockMoves("release", change, () => true)).toEqual([
    { at: { ...place, bucket: 4 }, available: 0, held: -2, when: { heldAtLeast: 2 } },
    { at: { ...place, bucket: 0 }, available: 2, held: 0, when: { active: true }, nextLayout: true },
  ]);
});
test("dispatched units leave, from retired buckets too", () => {
  expect(stockMoves("consume", { hold: hold(), quantity: 2 }, () => true)).toEqual([
    { at: { ...place, bucket: 0 }, available: 0, held: -2, consumed: 2, when: { heldAtLeast: 2 } },
  ]);
});
test("events of one order come in any order, each as often as it likes: the end is the same", () =>
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 5 }), fc.gen(), (parts, gen) => {
      const total = parts.reduce((units, part) => units + part, 0);
      const events = parts.map((quantity, at) => release(quantity, `evt_${at}`));
      const deliveries = gen(fc.shuffledSubarray, [...events, ...events], { minLength: events.length * 2 });
      let holds: readonly Hold[] = [hold({ quantity: total - 1 }), hold({ bucket: 1, quantity: 1 })];
      for (const event of deliveries) {
        const plan = planRelease(holds, event);
        expect(plan.missing).toEqual([]);
        const changes = new Map(plan.groups.flat().map((change) => [change.hold, change.quantity]));
        holds = holds.map((one) => {
          const units = changes.get(one);
          return units === undefined
            ? one
            : { ...one, quantity: one.quantity - units, seen: new Set([...one.seen, event.cause]) };
        });
      }
      expect(holds.map(({ quantity }) => quantity)).toEqual([0, 0]);
    }),
  ));
