import { expect, test } from "vitest";
import type { Instant } from "#kernel/time";
import { digestOf } from "./digests.ts";
import { evaluateWindows } from "./evaluate-windows.ts";
import { anonymousBuyer, type Observation } from "./observation.ts";
import type { DueWindow } from "./window-index.ts";

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

/** Evaluates an hour whose first part is read in these pages. */
const evaluationOf = (...pages: readonly (readonly Observation[])[]) =>
  evaluateWindows(
    {
      async *waiting({ part }) {
        if (part === 0) yield* pages;
      },
    },
    {
      epoch: 1,
      windowIndex: { slots: new Map([[slot, { firstArrival: arrival, lastArrival: arrival }]]), evaluated: new Set() },
      due: [hour],
      rule: { k: 3, dominancePercent: 50 },
    },
    { isHeld: async () => true },
  );

test("observations of enough buyers may leave, each once", async () =>
  expect(await evaluationOf([observation(1), observation(2)], [observation(3)])).toMatchObject({
    evaluated: [{ leaving: [{ cell: { measures: { goods: 300 }, buyers: 3 }, observations: { length: 3 } }] }],
  }));

test("a buyer who is erased between two pages does not count twice: nothing is decided", async () => {
  const erased = { ...observation(1), identity: anonymousBuyer };
  expect(await evaluationOf([observation(1), observation(2), observation(3)], [erased, observation(4)])).toBe(
    "inconsistent-read",
  );
});
