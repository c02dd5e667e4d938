import { describe, expect, test } from "vitest";
import type { Minor } from "#kernel/money";
import { plusSeconds } from "#kernel/time";
import * as market from "#markets/definitions/us/index";
import { cellName } from "./level.ts";
import { type Sale, SimulatedMarket, type World } from "./testing/simulated-market.ts";

const rule = { k: 3, dominancePercent: 50 };
const rhythm = { windowSeconds: 3_600, graceSeconds: 600 };
const hour = 3_600;
const day = 24 * hour;

const sale = (buyer: number | undefined, more: Partial<Sale> = {}): Sale => ({
  buyer,
  secondsAgo: 0,
  channel: "live",
  lines: [{ category: "toys", quantity: 1, unitPrice: 1_000 as Minor }],
  shipping: 0,
  ...more,
});
async function openShop(world: World = {}): Promise<SimulatedMarket> {
  const shop = new SimulatedMarket(market, rule, rhythm, world);
  await shop.link("attached");
  return shop;
}
const sellTo = async (shop: SimulatedMarket, buyers: readonly (number | undefined)[], more: Partial<Sale> = {}) => {
  for (const buyer of buyers) await shop.sell(sale(buyer, more));
};
const levelsOf = (shop: SimulatedMarket) => shop.cells().map(({ level }) => level);

describe("a figure", () => {
  test("leaves once its hour has ended and been quiet, not when there are enough buyers", async () => {
    const shop = await openShop();
    await sellTo(shop, [1, 2, 3, 4]);
    expect(await shop.write()).toMatchObject({ windows: 0, batches: 0 });
    shop.wait(hour + 700);
    expect(await shop.write()).toMatchObject({ windows: 1, batches: 1, cells: 1 });
    expect(shop.cells()).toMatchObject([{ level: "hour", measures: { orders: 4, units: 4, goods: 4_000 }, buyers: 4 }]);
  });

  test("that speaks for too few waits for its day, its week, and so on", async () => {
    const shop = await openShop();
    await sellTo(shop, [1, 2]);
    shop.wait(3 * hour);
    await sellTo(shop, [3, 4]);
    await shop.write();
    expect(shop.cells()).toEqual([]);
    shop.wait(day);
    await shop.write();
    expect(levelsOf(shop)).toEqual(["day"]);
  });

  test("of a window that was evaluated is not changed by what comes late", async () => {
    const shop = await openShop();
    await sellTo(shop, [1, 2, 3]);
    shop.wait(2 * hour);
    await shop.write();
    await sellTo(shop, [4, 5, 6], { secondsAgo: 2 * hour });
    shop.wait(2 * hour);
    await shop.write();
    expect(levelsOf(shop)).toEqual(["hour"]);
    shop.wait(day);
    await shop.write();
    expect(levelsOf(shop)).toEqual(["hour", "day"]);
  });

  test("keeps its channel and category as long as it can", async () => {
    const shop = await openShop();
    await sellTo(shop, [1, 2]);
    await sellTo(shop, [3, 4], { channel: "search" });
    await sellTo(shop, [5, 6], { lines: [{ category: "home", quantity: 1, unitPrice: 900 as Minor }] });
    await shop.settleDown();
    expect(shop.cells().map(cellName)).toEqual(["sale|category-other|2026-01|live|other"]);
    const [reconciled] = await shop.reconciled();
    expect(reconciled?.heldByLevel.get("undated")).toEqual({ sale: { orders: 2, units: 2, goods: 2_000 } });
  });

  test("counts an erased buyer with all who left no trace", async () => {
    const shop = await openShop();
    await sellTo(shop, [1, 2, 3, undefined]);
    expect(await shop.erase(1)).toBe(1);
    shop.wait(2 * hour);
    await shop.write();
    expect(shop.cells()).toMatchObject([{ buyers: 3 }]);
    expect(await shop.erase(2), "what left has forgotten its buyer").toBe(0);
  });
});

describe("a writer", () => {
  test("finds nothing to do twice", async () => {
    const shop = await openShop();
    await sellTo(shop, [1, 2, 3]);
    shop.wait(2 * hour);
    await shop.write();
    expect(await shop.write()).toMatchObject({ windows: 0, batches: 0, resumed: 0 });
  });

  test("says how far behind it is; one that finds another at work says nothing of it, or nobody heard that the other is stuck", async () => {
    const shop = await openShop();
    expect(await shop.write()).toHaveProperty("lagSeconds", 0);
    await shop.store.lease(shop.now, plusSeconds(shop.now, 120));
    expect(await shop.write()).not.toHaveProperty("lagSeconds");
  });

  test("whose time is up goes on where it stopped, page by page; what it decided is told at once", async () => {
    const shop = await openShop({ observationsPerPage: 2, secondsPerPage: 25 }); // a run has a minute
    await sellTo(
      shop,
      Array.from({ length: 20 }, (_, buyer) => buyer),
    );
    shop.wait(2 * day);
    const left = () =>
      [...shop.store.contents.observations.values()].filter((observation) => observation.left !== undefined).length;
    expect(await shop.write()).toMatchObject({ windows: 1, batches: 1, resumed: 0 });
    const progress = [left()];
    for (let run = 0; run < 3; run++) {
      await sellTo(shop, [run], { secondsAgo: 3 * day });
      expect(await shop.write()).toMatchObject({ resumed: 1 });
      progress.push(left());
    }
    expect(progress).toEqual([6, 12, 18, 20]);
    expect(shop.store.contents.plans.size).toBe(0);
    expect(await shop.areBalanced()).toBe(true);
  });

  test("leaves a running one alone", async () => {
    const shop = await openShop();
    await sellTo(shop, [1, 2, 3]);
    shop.wait(2 * hour);
    await shop.store.lease(shop.now, plusSeconds(shop.now, 60));
    expect(await shop.write()).toMatchObject({ windows: 0 });
  });

  test("whose lease another has taken decides nothing more", async () => {
    const shop = await openShop();
    const old = await shop.store.lease(shop.now, shop.now);
    await shop.store.lease(plusSeconds(shop.now, 1), plusSeconds(shop.now, 60));
    const plan = { epoch: 1, id: "x", windows: [], batches: [], pages: 0, published: {}, discarded: {}, after: 0 };
    expect(await shop.store.commit(old ?? { fencing: 0 }, plan, "open")).toBe("lost");
  });

  /** Every place at which a run can fall, with and without the last effect: afterwards all is as if it had not. */
  test("that falls between any two steps is finished by the next, to the same figures", async () => {
    const scene = async () => {
      const shop = await openShop();
      await sellTo(shop, [1, 2, 3, 4], { shipping: 300 });
      await sellTo(shop, [5, 6], { channel: "search" });
      shop.wait(2 * hour);
      await sellTo(shop, [7, 8, 9, 1]);
      await shop.cancel(0, 0);
      shop.wait(day);
      return shop;
    };
    const undisturbed = await scene();
    await undisturbed.settleDown(1);
    const figures = (shop: SimulatedMarket) =>
      shop
        .cells()
        .map((cell) => JSON.stringify(cell))
        .sort();
    let places = 0;
    for (let atCall = 1, fell = true; fell; atCall++)
      for (const effect of ["lost", "happened"] as const) {
        const shop = await scene();
        fell = (await shop.write({ atCall, effect })) === undefined;
        expect(await shop.areBalanced(), `${effect} at call ${atCall}`).toBe(true);
        await shop.settleDown(1);
        expect(figures(shop), `${effect} at call ${atCall}`).toEqual(figures(undisturbed));
        expect(shop.store.contents.epochs.get(1)?.lastSequence).toBe(shop.store.contents.batches.size);
        places = atCall;
      }
    expect(places).toBeGreaterThan(40);
  }, 60_000);
});

describe("when an epoch closes", () => {
  test("what is held never crosses and forgets its buyers; what was sent but not acknowledged counts as never sent", async () => {
    const shop = await openShop();
    await sellTo(shop, [1, 2, 3]);
    shop.wait(2 * hour);
    await shop.write();
    await sellTo(shop, [4, 5]);
    await shop.link("detached");
    await sellTo(shop, [6, 7, 8]);
    await shop.write();
    const [closed] = await shop.reconciled();
    expect(closed).toMatchObject({
      state: "closed",
      published: { sale: { orders: 0 } },
      discarded: { sale: { orders: 5 } },
    });
    expect([...shop.store.contents.observations.values()].every(({ identity }) => identity === "anonymous")).toBe(true);

    await shop.store.acknowledge(1, 1);
    expect((await shop.reconciled())[0]).toMatchObject({
      published: { sale: { orders: 3 } },
      discarded: { sale: { orders: 2 } },
    });

    await shop.link("attached");
    await sellTo(shop, [9, 10, 11]);
    await shop.settleDown(1);
    expect((await shop.reconciled())[1]).toMatchObject({ epoch: 2, published: { sale: { orders: 3 } } });
    expect(await shop.areBalanced()).toBe(true);
  });
});
