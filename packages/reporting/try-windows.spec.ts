import { expect, test } from "vitest";
import type { Instant } from "#kernel/time";
import { digestOf } from "./digests.ts";
import type { DueWindow } from "./directory.ts";
import { nobody, type Observation } from "./observation.ts";
import { tryWindows } from "./try-windows.ts";

const slot = "2026-03-01T12";
const arrival = "2026-03-01T12:30:00.000Z" as Instant;
const hour: DueWindow = { level: "hour", window: slot, slots: [slot], dueAt: "2026-03-01T13:00:00.000Z" as Instant };
const observation = (buyer: number): Observation => ({
  id: digestOf(String(buyer)),
  kind: "sale",
  slot,
  channel: "live",
  category: "toys",
  measures: { orders: 1, units: 1, goods: 100 },
  identity: digestOf("buyer", String(buyer)),
  arrivedIn: "2026-03",
});

/** Tries an hour whose first part is read in these pages. */
const tried = (...pages: readonly (readonly Observation[])[]) =>
  tryWindows(
    {
      async *waiting({ part }) {
        if (part === 0) yield* pages;
      },
    },
    {
      epoch: 1,
      directory: { slots: new Map([[slot, { firstArrival: arrival, lastArrival: arrival }]]), tried: new Set() },
      due: [hour],
      rule: { k: 3, dominancePercent: 50 },
    },
    { holds: async () => true },
  );

test("observations of enough buyers may leave, each once", async () =>
  expect(await tried([observation(1), observation(2)], [observation(3)])).toMatchObject({
    tried: [{ leaving: [{ cell: { measures: { goods: 300 }, buyers: 3 }, observations: { length: 3 } }] }],
  }));

test("a buyer who is erased between two pages does not count twice: nothing is decided", async () => {
  const erased = { ...observation(1), identity: nobody };
  expect(await tried([observation(1), observation(2), observation(3)], [erased, observation(4)])).toBe("blurred");
});
