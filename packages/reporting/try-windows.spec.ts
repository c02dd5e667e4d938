import { expect, test } from "vitest";
import type { Instant } from "#kernel/time";
import { digestOf } from "./digests.ts";
import type { DueWindow } from "./directory.ts";
import { type Fact, nobody } from "./fact.ts";
import { tryWindows } from "./try-windows.ts";

const slot = "2026-03-01T12";
const arrival = "2026-03-01T12:30:00.000Z" as Instant;
const hour: DueWindow = { level: "hour", window: slot, slots: [slot], dueAt: "2026-03-01T13:00:00.000Z" as Instant };
const fact = (buyer: number): Fact => ({
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
const tried = (...pages: readonly (readonly Fact[])[]) =>
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

test("facts of enough buyers may leave, each once", async () =>
  expect(await tried([fact(1), fact(2)], [fact(3)])).toMatchObject({
    tried: [{ leaving: [{ cell: { measures: { goods: 300 }, buyers: 3 }, facts: { length: 3 } }] }],
  }));

test("a buyer who is erased between two pages does not count twice: nothing is decided", async () => {
  const erased = { ...fact(1), identity: nobody };
  expect(await tried([fact(1), fact(2), fact(3)], [erased, fact(4)])).toBe("blurred");
});
