import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type Availability, availableOn, reserveFrom } from "./availability.ts";
import { type Hold, type HoldRelease, planRelease, stockMoves } from "./hold-release.ts";
import { type Bucket, noStock, type Stock, unitsOf, versionOf } from "./stock.ts";
import { setStock, splitStock } from "./stock-decisions.ts";
import { stockEntity } from "./stock-entity.ts";
import type { StockMove } from "./stock-move.ts";

const key = { sellerId: "house", sku: "lamp" };
const nodeId = "north";
const place = { ...key, nodeId };
type Item = Bucket & { activeBuckets: number; everBuckets: number; layoutVersion: number };

type Glance = Pick<Warehouse, "items" | "head" | "consumed">;

/** What a reading finds that sees bucket 0 and the head first, and the other buckets later, and then bucket 0 again.
 *  @returns `undefined` when units moved meanwhile: the reading begins anew */
function stockSeen(first: Glance, later: Glance): Stock | undefined {
  if (first.items.get(0)?.layoutVersion !== later.items.get(0)?.layoutVersion) return undefined;
  const items = [...later.items.values()].map((item) => (item.bucket === 0 ? first.items.get(0) : item) ?? item);
  const { activeBuckets = 0, everBuckets = 0, layoutVersion = 0 } = first.items.get(0) ?? {};
  const nodes =
    everBuckets === 0
      ? []
      : [
          {
            nodeId,
            activeBuckets,
            everBuckets,
            layoutVersion,
            buckets: items.filter(({ bucket }) => bucket < everBuckets),
          },
        ];
  return { key, ...first.head, version: versionOf({ ...first.head, nodes }), nodes };
}

/** Units that left since they were seen so. */
const goneSince = (first: Glance, later: Glance, now: Glance): number =>
  [...now.consumed].reduce((units, [bucket, gone]) => {
    const counted = (bucket === 0 ? first : later).consumed.get(bucket) ?? 0;
    return units + gone - counted;
  }, 0);

/** The table, as far as its conditions matter: moves are done all or none. */
class Warehouse {
  items = new Map<number, Item>();
  holds = new Map<string, Hold[]>();
  head = { counts: 0, buckets: 1, listingVersion: 0 };
  /** Units that left the house, by bucket. */
  consumed = new Map<number, number>();

  glance(): Glance {
    return structuredClone({ items: this.items, head: this.head, consumed: this.consumed });
  }
  availability(): Availability {
    const activeBuckets = this.items.get(0)?.activeBuckets ?? 1;
    return {
      ...place,
      buckets: Array.from({ length: activeBuckets }, (_, bucket) => this.items.get(bucket)?.available ?? 0),
    };
  }
  does(moves: readonly StockMove[]): boolean {
    if (!moves.every((move) => this.allows(move))) return false;
    for (const { at, available, held, consumed = 0, layout, nextLayout, retired } of moves) {
      const item = this.items.get(at.bucket) ?? { bucket: at.bucket, ...fresh };
      this.items.set(at.bucket, {
        ...item,
        ...layout,
        available: item.available + available,
        held: item.held + held,
        consumed: item.consumed + consumed,
        layoutVersion: item.layoutVersion + (nextLayout ? 1 : 0),
        retired: retired ?? item.retired,
      });
    }
    return true;
  }
  allows({ at, when, mayCreate }: StockMove): boolean {
    const item = this.items.get(at.bucket);
    if (!item) return mayCreate === true && (when.layoutVersionIs ?? 0) === 0 && when.availableAtLeast === undefined;
    return (
      item.available >= (when.availableAtLeast ?? 0) &&
      item.available === (when.availableIs ?? item.available) &&
      item.held >= (when.heldAtLeast ?? 0) &&
      !(when.active && item.retired) &&
      item.layoutVersion === (when.layoutVersionIs ?? item.layoutVersion)
    );
  }
  carriesOut(seen: Stock, decision: ReturnType<typeof setStock> | ReturnType<typeof splitStock>): boolean {
    const [event] = decision.outcome === "accepted" ? decision.events : [];
    const { counts, listingVersion } = this.head;
    if (!event || seen.counts !== counts || seen.listingVersion !== listingVersion) return false;
    if (!this.does(event.moves.flat())) return false;
    this.head = { counts: stockEntity.evolve(seen, event).counts, ...event.split };
    return true;
  }
  order(orderId: string, quantity: number, availability: Availability): "held" | "refused" | "out-of-stock" {
    const reservations = reserveFrom(availability, quantity, orderId);
    if (!reservations || this.holds.has(orderId)) return "out-of-stock";
    const moves = reservations.map(({ quantity: units, ...at }) => ({
      at,
      available: -units,
      held: units,
      when: { availableAtLeast: units },
    }));
    if (!this.does(moves)) return "refused";
    this.holds.set(
      orderId,
      reservations.map((reservation) => ({ ...reservation, seen: new Set<string>(), closed: false })),
    );
    return "held";
  }
  release(orderId: string, release: HoldRelease): void {
    const isRetired = ({ bucket }: { bucket: number }) => this.items.get(bucket)?.retired === true;
    const { groups, missing } = planRelease(this.holds.get(orderId) ?? [], release);
    expect(missing).toEqual([]);
    for (const { hold, quantity } of groups.flat()) {
      expect(this.does(stockMoves(release.how, { hold, quantity }, isRetired))).toBe(true);
      const after = {
        ...hold,
        quantity: hold.quantity - quantity,
        seen: new Set([...hold.seen, release.cause]),
        closed: hold.closed || release.how === "close",
      };
      this.holds.set(
        orderId,
        (this.holds.get(orderId) ?? []).map((one) => (one === hold ? after : one)),
      );
      if (release.how === "consume") this.consumed.set(hold.bucket, (this.consumed.get(hold.bucket) ?? 0) + quantity);
    }
  }
}
const fresh = {
  available: 0,
  held: 0,
  consumed: 0,
  retired: false,
  activeBuckets: 1,
  everBuckets: 1,
  layoutVersion: 0,
};
const heldBy = (warehouse: Warehouse): number =>
  [...warehouse.holds.values()].flat().reduce((units, { quantity }) => units + quantity, 0);

/** Something happens, decided on what was seen `late` steps ago. */
const step = fc.record({
  kind: fc.constantFrom("order", "order", "release", "consume", "close", "set", "split"),
  late: fc.nat({ max: 4 }),
  lessLate: fc.nat({ max: 4 }),
  /** Which of the orders so far. */
  which: fc.nat({ max: 30 }),
  units: fc.integer({ min: 1, max: 6 }),
  count: fc.integer({ min: 0, max: 60 }),
  buckets: fc.integer({ min: 1, max: 7 }),
  twice: fc.boolean(),
});

/** The warehouse as it opens: forty units in four buckets. */
function opened(units = 40, buckets = 4): Warehouse {
  const warehouse = new Warehouse();
  const nothing = noStock(key);
  warehouse.carriesOut(
    nothing,
    setStock(nothing, new Map([[nodeId, units]]), { buckets, listingVersion: 1 }, undefined),
  );
  return warehouse;
}

test("whatever happens in whatever order, units are conserved, none is oversold and none is stranded", () =>
  fc.assert(
    fc.property(fc.array(step, { minLength: 20, maxLength: 60, size: "max" }), (steps) => {
      const warehouse = opened();
      const past: { glance: Glance; availability: Availability }[] = [];
      let onHand = 40;
      steps.forEach(({ kind, late, lessLate, which, units, count, buckets, twice }, at) => {
        past.unshift({ glance: warehouse.glance(), availability: warehouse.availability() });
        const ago = (steps: number) => past[Math.min(steps, past.length - 1)] as (typeof past)[number];
        const [first, later] = [ago(late).glance, ago(Math.min(late, lessLate)).glance];
        const split = { buckets, listingVersion: at + 2 };
        if (kind === "order") warehouse.order(`order-${at}`, units, ago(late).availability);
        else if (kind === "split") {
          const stock = stockSeen(first, later);
          if (stock) warehouse.carriesOut(stock, splitStock(stock, split));
        } else if (kind === "set") {
          const stock = stockSeen(first, later);
          const decision = stock && setStock(stock, new Map([[nodeId, count]]), split, undefined);
          if (stock && decision && warehouse.carriesOut(stock, decision))
            onHand = count - goneSince(first, later, warehouse);
        } else {
          const [orderId = "", holds = []] = [...warehouse.holds][which % Math.max(1, warehouse.holds.size)] ?? [];
          const left = holds.reduce((sum, hold) => sum + hold.quantity, 0);
          const cause = `event-${at}`;
          const items = [{ ...place, quantity: Math.min(units, left) }];
          const release: HoldRelease = kind === "close" ? { how: "close", cause } : { how: kind, cause, items };
          if (left > 0) for (let time = twice ? 2 : 1; time > 0; time--) warehouse.release(orderId, release);
          onHand -= goneSince(ago(0).glance, ago(0).glance, warehouse);
        }
        const all = unitsOf({ buckets: [...warehouse.items.values()] });
        expect(all.onHand).toBe(onHand);
        expect(all.held).toBe(heldBy(warehouse));
        expect(availableOn(warehouse.availability())).toBe(all.available);
        for (const { available, held } of warehouse.items.values())
          expect(Math.min(available, held)).toBeGreaterThanOrEqual(0);
      });
    }),
    { numRuns: 200 },
  ));

test("as long as a place has a unit, an order for one unit gets it, whichever bucket it prefers", () =>
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 60 }), (buckets, units) => {
      const warehouse = opened(units, buckets);
      const outcomes = Array.from({ length: units + 3 }, (_, buyer) =>
        warehouse.order(`buyer-${buyer}`, 1, warehouse.availability()),
      );
      expect(outcomes.filter((outcome) => outcome === "held")).toHaveLength(units);
      expect(outcomes.slice(units)).toEqual(["out-of-stock", "out-of-stock", "out-of-stock"]);
    }),
  ));

test("a count made before a retired bucket gave a unit back looks again: it would miss the unit", () => {
  const warehouse = opened(4, 4);
  const seen = () => stockSeen(warehouse.glance(), warehouse.glance()) ?? noStock(key);
  warehouse.order("order", 4, warehouse.availability());
  const unchanged = { buckets: 1, listingVersion: 2 };
  const whole = seen();
  warehouse.carriesOut(whole, splitStock(whole, unchanged));
  const before = warehouse.glance();
  const early = seen();
  warehouse.release("order", { how: "close", cause: "event" });
  expect(stockSeen(before, warehouse.glance())).toBeUndefined();
  expect(warehouse.carriesOut(early, setStock(early, new Map([[nodeId, 9]]), unchanged, undefined))).toBe(false);
  const fresh = seen();
  expect(warehouse.carriesOut(fresh, setStock(fresh, new Map([[nodeId, 9]]), unchanged, undefined))).toBe(true);
});
