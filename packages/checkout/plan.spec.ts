import fc from "fast-check";
import { expect, test } from "vitest";
import type { Availability } from "#inventory/availability";
import { type NodeId, type Sku, stockKeyName } from "#kernel/codes";
import type { NodeWeight } from "./node-choice.ts";
import { type PlanLine, planOrder } from "./plan.ts";

const nodes: readonly NodeWeight[] = [
  { nodeId: "near", distance: 1, cost: 400 },
  { nodeId: "middle", distance: 3, cost: 500 },
  { nodeId: "far", distance: 6, cost: 900 },
];
const at = (nodeId: NodeId, sku: Sku, ...buckets: number[]): Availability => ({
  sellerId: "ada",
  sku,
  nodeId,
  buckets,
});
const want = (sku: Sku, quantity: number, sellerId = "ada"): PlanLine => ({ sellerId, sku, quantity });
const plan = (lines: readonly PlanLine[], availabilities: readonly Availability[]) =>
  planOrder(lines, availabilities, nodes, "ord_1");

test("the nearest node that has everything sends it", () =>
  expect(plan([want("A", 2)], [at("near", "A", 1), at("middle", "A", 5), at("far", "A", 9)])).toMatchObject({
    parts: [{ index: 0, nodeId: "middle", quantity: 2 }],
  }));

test("one parcel from far is better than two from near", () =>
  expect(
    plan(
      [want("A", 1), want("B", 1)],
      [at("near", "A", 1), at("middle", "B", 1), at("far", "A", 1), at("far", "B", 1)],
    ),
  ).toMatchObject({ parts: [{ nodeId: "far" }, { nodeId: "far" }] }));

test("a line is split only when no node can send it whole", () =>
  expect(plan([want("A", 5)], [at("near", "A", 2), at("middle", "A", 2), at("far", "A", 3)])).toMatchObject({
    parts: [
      { index: 0, nodeId: "near", quantity: 2 },
      { index: 0, nodeId: "far", quantity: 3 },
    ],
  }));

test("lines of one key at two prices share its stock", () =>
  expect(plan([want("A", 2), want("A", 3)], [at("near", "A", 3), at("middle", "A", 2)])).toMatchObject({
    parts: [
      { index: 0, nodeId: "middle", quantity: 2 },
      { index: 1, nodeId: "near", quantity: 3 },
    ],
  }));

test("what is short is told per key, demand added up", () =>
  expect(
    plan([want("A", 2), want("A", 2), want("B", 1)], [at("near", "A", 1), at("far", "A", 2), at("near", "B", 1)]),
  ).toEqual({
    outcome: "short",
    items: [{ sellerId: "ada", sku: "A", requested: 4, available: 3 }],
  }));

test("a key is taken from several buckets when no bucket has enough", () =>
  expect(plan([want("A", 3)], [at("near", "A", 1, 1, 1)])).toMatchObject({
    reservations: [{ bucket: 0 }, { bucket: 1 }, { bucket: 2 }],
  }));

const skus = ["A", "B", "C"];
const sellers = ["ada", "bob"];
const someLines = fc.array(
  fc.record({
    sellerId: fc.constantFrom(...sellers),
    sku: fc.constantFrom(...skus),
    quantity: fc.integer({ min: 1, max: 9 }),
  }),
  { minLength: 1, maxLength: 8 },
);
const someAvailabilities = fc
  .array(fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 4 }), { minLength: 18, maxLength: 18 })
  .map((stock) =>
    sellers.flatMap((sellerId, seller) =>
      skus.flatMap((sku, unit) =>
        nodes.map(
          ({ nodeId }, node): Availability => ({
            sellerId,
            sku,
            nodeId,
            buckets: stock[seller * 9 + unit * 3 + node] ?? [0],
          }),
        ),
      ),
    ),
  );
const units = (parts: readonly { quantity: number }[]) => parts.reduce((sum, { quantity }) => sum + quantity, 0);

test("a plan brings exactly what was ordered, and is refused only when there is too little", () =>
  fc.assert(
    fc.property(someLines, someAvailabilities, (lines, availabilities) => {
      const planned = plan(lines, availabilities);
      const enough = [...Map.groupBy(lines, stockKeyName)].every(([name, ofKey]) => {
        const there = availabilities
          .filter((availability) => stockKeyName(availability) === name)
          .flatMap(({ buckets }) => buckets);
        return units(ofKey) <= there.reduce((sum, here) => sum + here, 0);
      });
      expect(planned.outcome).toBe(enough ? "planned" : "short");
      if (planned.outcome === "short") return;
      lines.forEach(({ quantity }, index) => {
        expect(units(planned.parts.filter((part) => part.index === index))).toBe(quantity);
      });
    }),
  ));

test("no bucket gives more than it has, and takes and parts say the same", () =>
  fc.assert(
    fc.property(someLines, someAvailabilities, (lines, availabilities) => {
      const planned = plan(lines, availabilities);
      if (planned.outcome === "short") return;
      const place = (found: PlanLine & { nodeId: NodeId }) => `${stockKeyName(found)}|${found.nodeId}`;
      const places = planned.reservations.map((reservation) => `${place(reservation)}|${reservation.bucket}`);
      expect(new Set(places).size).toBe(places.length);
      for (const reservation of planned.reservations) {
        const availability = availabilities.find(
          (candidate) => place({ ...candidate, quantity: 0 }) === place(reservation),
        );
        expect(reservation.quantity).toBeLessThanOrEqual(availability?.buckets[reservation.bucket] ?? 0);
      }
      const parts = planned.parts.map((part) => ({ ...(lines[part.index] as PlanLine), ...part }));
      const sums = (found: readonly (PlanLine & { nodeId: NodeId })[]) =>
        new Map([...Map.groupBy(found, place)].map(([name, some]) => [name, units(some)] as const).sort());
      expect(sums(planned.reservations)).toEqual(sums(parts));
    }),
  ));

test("no seller's goods come from more nodes than they must", () =>
  fc.assert(
    fc.property(someLines, someAvailabilities, (lines, availabilities) => {
      const planned = plan(lines, availabilities);
      if (planned.outcome === "short") return;
      for (const sellerId of new Set(lines.map((line) => line.sellerId))) {
        const used = new Set(
          planned.reservations.filter((reservation) => reservation.sellerId === sellerId).map(({ nodeId }) => nodeId),
        ).size;
        const own = lines.filter((line) => line.sellerId === sellerId);
        for (const without of subsets(nodes.map(({ nodeId }) => nodeId)).filter(({ length }) => length < used)) {
          const fewer = availabilities.filter(({ nodeId }) => without.includes(nodeId));
          expect(plan(own, fewer).outcome).toBe("short");
        }
      }
    }),
  ));
const subsets = (all: readonly string[]): string[][] =>
  Array.from({ length: 2 ** all.length }, (_, mask) => all.filter((__, index) => mask & (1 << index)));

test("the same order and stock give the same plan", () =>
  fc.assert(
    fc.property(someLines, someAvailabilities, (lines, availabilities) => {
      expect(plan(lines, availabilities.toReversed())).toEqual(plan(lines, availabilities));
    }),
  ));
