import fc from "fast-check";
import { expect, test } from "vitest";
import type { Minor } from "#kernel/money";
import * as market from "#markets/definitions/us/index";
import type { Cell } from "./cell.ts";
import { cellName } from "./level.ts";
import type { Fault } from "./testing/faulty-store.ts";
import { type Sale, SimulatedMarket } from "./testing/simulated-market.ts";

const rule = { k: 3, dominancePercent: 50 };
const rhythm = { windowSeconds: 3_600, graceSeconds: 600 };
const day = 86_400;

const aBuyer = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 12 }) },
  { weight: 1, arbitrary: fc.constant(undefined) }, // a guest who left no trace
  { weight: 2, arbitrary: fc.constant(0) }, // somebody who buys a lot
);
const aLine = fc.record({
  category: fc.constantFrom("home", "toys"),
  quantity: fc.integer({ min: 1, max: 5 }),
  unitPrice: fc.oneof(fc.integer({ min: 0, max: 50 }), fc.constant(90_000)).map((price) => price as Minor),
});
const aSale: fc.Arbitrary<Sale> = fc.record({
  buyer: aBuyer,
  secondsAgo: fc.oneof(
    { weight: 5, arbitrary: fc.integer({ min: 0, max: 1_800 }) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 40 * day }) }, // told late
  ),
  channel: fc.constantFrom("live", "search"),
  lines: fc.array(aLine, { minLength: 1, maxLength: 3 }),
  shipping: fc.constantFrom(0, 500),
});
const aFault: fc.Arbitrary<Fault> = fc.record({
  atCall: fc.integer({ min: 1, max: 60 }),
  effect: fc.constantFrom("happened", "lost"),
});

/** A page of a few observations makes plans of many pages; one that takes half a minute makes runs end between two of
 *  them. */
const aWorld = fc.record({
  indexLagSeconds: fc.constantFrom(0, 240),
  observationsPerPage: fc.constantFrom(1, 3, 1_000),
  secondsPerPage: fc.constantFrom(0, 25),
});

type Step = (shop: SimulatedMarket) => Promise<unknown>;
const selling = (weight: number) => ({
  weight,
  arbitrary: fc.array(aSale, { minLength: 1, maxLength: 12 }).map(
    (sales): Step =>
      async (shop) => {
        for (const sale of sales) await shop.sell(sale);
      },
  ),
});
const aStep: fc.Arbitrary<Step> = fc.oneof(
  selling(6),
  {
    weight: 2,
    arbitrary: fc.tuple(fc.nat(200), fc.nat(3)).map(
      ([order, line]): Step =>
        (shop) =>
          shop.cancel(order, line),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.integer({ min: 0, max: 12 }).map(
      (buyer): Step =>
        (shop) =>
          shop.erase(buyer),
    ),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom(120, 700, 3_600, 5_000, day, 8 * day).map(
      (seconds): Step =>
        async (shop) =>
          shop.wait(seconds),
    ),
  },
  { weight: 3, arbitrary: fc.constant<Step>((shop) => shop.write()) },
  {
    weight: 3,
    arbitrary: aFault.map(
      (fault): Step =>
        (shop) =>
          shop.write(fault),
    ),
  },
);
const someFaults = fc.array(aFault, { maxLength: 12 });
const aHistory = fc.array(aStep, { minLength: 5, maxLength: 60 });

/** The moment a plan is committed it is checked cell by cell, see testing/published-cells.ts. */
test(
  "whatever happens and wherever the writer falls: cells are exact, large enough, disjoint, and all figures balance",
  () =>
    fc.assert(
      fc.asyncProperty(aHistory, someFaults, aWorld, async (history, faults, world) => {
        const shop = new SimulatedMarket(market, rule, rhythm, world);
        await shop.link("attached");
        for (const step of history) {
          await step(shop);
          if (world.indexLagSeconds === 0) expect(await shop.areBalanced()).toBe(true);
        }
        await shop.settleDown(4, faults);
        expect(await shop.areBalanced()).toBe(true);
      }),
      { numRuns: 60 },
    ),
  60_000,
);

test(
  "in the end everything left or waits for the next undated window, and what left has forgotten its buyer",
  () =>
    fc.assert(
      fc.asyncProperty(aHistory, someFaults, aWorld, async (history, faults, world) => {
        const shop = new SimulatedMarket(market, rule, rhythm, world);
        await shop.link("attached");
        for (const step of history) await step(shop);
        await shop.settleDown(4, faults);
        const [reconciled] = await shop.reconciled();
        expect([...(reconciled?.heldByLevel.keys() ?? [])].filter((level) => level !== "undated")).toEqual([]);
        const { observations, plans, selections } = shop.store.contents;
        expect(
          [...observations.values()].filter(({ left, identity }) => left !== undefined && identity !== "anonymous"),
        ).toEqual([]);
        expect([plans.size, selections.size]).toEqual([0, 0]);
      }),
      { numRuns: 40 },
    ),
  60_000,
);

test("the same observations, in any order of arrival inside their windows, give the same cells", () => {
  const someSales = fc.array(aSale, { minLength: 1, maxLength: 60 }).chain((sales) =>
    fc.record({
      sales: fc.constant(sales),
      shuffled: fc.shuffledSubarray(sales, { minLength: sales.length, maxLength: sales.length }),
    }),
  );
  const cellsOf = async (sales: readonly Sale[]) => {
    const shop = new SimulatedMarket(market, rule, rhythm);
    await shop.link("attached");
    for (const sale of sales) await shop.sell(sale); // all within one moment, each placed in its own past
    await shop.settleDown();
    return shop.cells().map(comparable).sort();
  };
  return fc.assert(
    fc.asyncProperty(someSales, async ({ sales, shuffled }) => {
      expect(await cellsOf(shuffled)).toEqual(await cellsOf(sales));
    }),
    { numRuns: 40 },
  );
}, 60_000);
const comparable = (cell: Cell): string => `${cellName(cell)} ${JSON.stringify(cell.measures)} ${cell.buyers}`;

test(
  "detached in between: nothing of that time crosses, and every epoch balances by itself",
  () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(aHistory, { minLength: 2, maxLength: 4 }),
        fc.constantFrom<"attached" | "detached">("attached", "detached"),
        async (histories, first) => {
          const shop = new SimulatedMarket(market, rule, rhythm);
          const other = first === "attached" ? "detached" : "attached";
          for (const [index, history] of histories.entries()) {
            await shop.link(index % 2 === 0 ? first : other);
            for (const step of history) {
              await step(shop);
              expect(await shop.areBalanced()).toBe(true);
            }
          }
          await shop.settleDown(1);
          expect(await shop.areBalanced()).toBe(true);
          const { observations, epochs } = shop.store.contents;
          const strays = [...observations.values()].filter(
            ({ epoch, left }) => epoch === undefined && left !== undefined,
          );
          expect(strays).toEqual([]);
          const closed = new Set([...epochs.values()].filter(({ closedAt }) => closedAt).map(({ number }) => number));
          const kept = [...observations.values()].filter(
            ({ epoch, identity }) => (epoch === undefined || closed.has(epoch)) && identity !== "anonymous",
          );
          expect(kept).toEqual([]);
        },
      ),
      { numRuns: 30 },
    ),
  60_000,
);
