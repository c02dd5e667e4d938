import { expect, test } from "vitest";
import type { Sku } from "#kernel/codes";
import type { Hold, HoldRelease } from "./hold-release.ts";
import type { HoldStore } from "./hold-store.ts";
import { releaseHolds } from "./release-holds.ts";
import { addressName } from "./stock-address.ts";

const hold = (sku: Sku): Hold => ({
  sellerId: "house",
  sku,
  nodeId: "north",
  bucket: 0,
  quantity: 2,
  seen: new Set(),
  closed: false,
});
const close: HoldRelease = { how: "close", cause: "evt_1" };

/** Keeps holds in memory; the first `losing` settlements find something changed. */
function inMemory(holds: Hold[], losing = 0) {
  let losses = losing;
  const transactions: number[] = [];
  const store: HoldStore = {
    find: async () => [...holds],
    release: async (_orderId, { cause }, changes) => {
      if (losses-- > 0) return { outcome: "changed-meanwhile", retired: [] };
      transactions.push(changes.length);
      for (const { hold: changed, quantity } of changes) {
        const at = holds.findIndex((one) => addressName(one) === addressName(changed));
        holds[at] = { ...changed, quantity: changed.quantity - quantity, seen: new Set([...changed.seen, cause]) };
      }
      return { outcome: "released" };
    },
  };
  return { store, holds, transactions };
}

test("a large order is settled in transactions that fit, and a repeat writes nothing", async () => {
  const { store, holds, transactions } = inMemory(Array.from({ length: 100 }, (_, number) => hold(`sku-${number}`)));
  await releaseHolds(store, "order", close);
  await releaseHolds(store, "order", close);
  expect(transactions).toEqual([33, 33, 33, 1]);
  expect(holds.every(({ quantity }) => quantity === 0)).toBe(true);
});
test("who loses looks again", async () => {
  const { store, transactions } = inMemory([hold("lamp")], 2);
  await releaseHolds(store, "order", close);
  expect(transactions).toEqual([1]);
});
test("units that were never held are an error, after the others are settled", async () => {
  const { store, transactions } = inMemory([hold("lamp")]);
  const units = (sku: Sku) => ({ sellerId: "house", sku, nodeId: "north", quantity: 1 });
  const release: HoldRelease = { how: "consume", cause: "evt_1", items: [units("ghost"), units("lamp")] };
  await expect(releaseHolds(store, "order", release)).rejects.toThrow("does not hold");
  expect(transactions).toEqual([1]);
});
