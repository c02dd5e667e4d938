import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type Minor, minor } from "#kernel/money";
import { markets } from "#markets/directory";
import { log } from "#platform/log";
import type { Sale } from "#reporting/testing/simulated-market";
import { expectAgreement, type Reader, readerOf, unacknowledged, unseen } from "#test/support/cross-region-check";
import { FaultyNetwork, type Member, type NetworkFaults, noFaults, unreachable } from "#test/support/faulty-network";

/** What the two sides owe each other, whatever the way between them does: every batch once, in order, and equal books. */
beforeAll(() => {
  for (const level of ["error", "warn"] as const) vi.spyOn(log, level).mockImplementation(() => undefined);
});
afterAll(() => {
  vi.restoreAllMocks();
});

const [hour, day] = [60, 1_440];
/** Once the way is clear the centre asks within ten minutes for the first hundred batches, and for a hundred more each
 *  minute. A market whose acknowledgements were lost sends its oldest batches every hour, and is answered. */
const minutesToCatchUp = (batches: number): number => 12 + Math.ceil(batches / 100);
const minutesUntilKnown = (batches: number): number => 62 + minutesToCatchUp(batches);

/** The way is clear from now on: everything arrives in bounded time. */
async function expectArrival(world: FaultyNetwork): Promise<void> {
  world.faults = noFaults;
  const [toShow, toKnow] = [minutesToCatchUp(unseen(world)), minutesUntilKnown(unseen(world))];
  for (let minutes = 0; unseen(world) > 0 || unacknowledged(world) > 0; minutes++) {
    if (minutes >= toShow) expect(unseen(world), `batches that are not shown after ${minutes} minutes`).toBe(0);
    expect(minutes, "minutes until a market knows what arrived").toBeLessThan(toKnow);
    await world.pass(1);
  }
}

const aSale: fc.Arbitrary<Sale> = fc.record({
  buyer: fc.oneof({ weight: 6, arbitrary: fc.nat(9) }, { weight: 1, arbitrary: fc.constant(undefined) }),
  secondsAgo: fc.oneof(
    { weight: 5, arbitrary: fc.nat(1_800) },
    { weight: 1, arbitrary: fc.nat(30 * 86_400) }, // told late
  ),
  channel: fc.constantFrom("live", "search"),
  lines: fc.array(
    fc.record({
      category: fc.constantFrom("home", "toys"),
      quantity: fc.integer({ min: 1, max: 4 }),
      unitPrice: fc.integer({ min: 0, max: 50 }).map((price) => price as Minor),
    }),
    { minLength: 1, maxLength: 2 },
  ),
  shipping: fc.constantFrom(0, 500),
});
/** Enough, by different buyers, to be published at the end of the hour. */
const enough: readonly Sale[] = [1, 2, 3].map((buyer) => ({
  buyer,
  secondsAgo: 0,
  channel: "live",
  lines: [{ category: "toys", quantity: 1, unitPrice: minor(1_000 + buyer) }],
  shipping: 0,
}));

describe("the centre", () => {
  test("that was unreachable for a month has everything in order minutes after it is back", {
    timeout: 60_000,
  }, async () => {
    const world = await FaultyNetwork.between(markets.slice(0, 2), 1);
    const reader = readerOf(world);
    world.faults = unreachable;
    for (let hours = 0; hours < 31 * 24; hours++) {
      if (hours % 2 === 0) for (const member of world.members) await world.sell(member, enough);
      await world.pass(hour, { every: hour });
      if (hours % 24 === 0) expect(await reader.poll(10)).toBe(true);
    }
    expect(reader.read).toEqual([]);
    expect(unseen(world)).toBeGreaterThan(300);
    await expectArrival(world);
    await expectAgreement(world, reader);
  });

  test("whose answers got lost for days is heard within the hour", { timeout: 60_000 }, async () => {
    const world = await FaultyNetwork.between(markets.slice(0, 1), 2);
    const reader = readerOf(world);
    world.faults = { ...noFaults, unanswered: 100 };
    for (const member of world.members) await world.sell(member, enough);
    await world.pass(3 * day, { every: hour });
    expect([unseen(world), unacknowledged(world)]).toEqual([0, 1]);
    await expectArrival(world);
    await expectAgreement(world, reader);
  });
});

const someFaults: fc.Arbitrary<NetworkFaults> = fc.oneof(
  fc.constant(unreachable),
  fc.constant(noFaults),
  fc.record({
    refused: fc.constantFrom(0, 20, 60),
    lost: fc.constantFrom(0, 20, 60),
    unanswered: fc.constantFrom(0, 100),
    doubled: fc.constantFrom(0, 50),
    delaySeconds: fc.constantFrom(0, 300, 20_000),
    deaths: fc.constantFrom(0, 10, 30),
  }),
);

type Step =
  | { readonly do: "sell"; readonly at: number; readonly sales: readonly Sale[] }
  | { readonly do: "trade"; readonly at: number; readonly hours: number }
  | { readonly do: "cancel"; readonly at: number; readonly order: number; readonly line: number }
  | { readonly do: "turn"; readonly faults: NetworkFaults }
  | { readonly do: "link"; readonly at: number; readonly isAttached: boolean }
  | { readonly do: "wait"; readonly minutes: number; readonly every: number }
  | { readonly do: "poll"; readonly limit: number };
const waiting = (minutes: number, every: number) => fc.constant({ do: "wait" as const, minutes, every });
const aStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant("sell" as const),
      at: fc.nat(1),
      sales: fc.array(aSale, { minLength: 1, maxLength: 12 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant("trade" as const), at: fc.nat(1), hours: fc.integer({ min: 2, max: 30 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant("cancel" as const), at: fc.nat(1), order: fc.nat(200), line: fc.nat(3) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("turn" as const), faults: someFaults }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant("link" as const), at: fc.nat(1), isAttached: fc.boolean() }),
  },
  {
    weight: 4,
    arbitrary: fc.oneof(
      waiting(3, 1),
      waiting(40, 1),
      waiting(6 * hour, hour),
      waiting(day, hour),
      waiting(6 * day, 2 * hour),
    ),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("poll" as const), limit: fc.integer({ min: 1, max: 4 }) }) },
);

async function take(step: Step, world: FaultyNetwork, reader: Reader): Promise<void> {
  const member = (at: number) => world.members[at % world.members.length] as Member;
  switch (step.do) {
    case "sell":
      return world.sell(member(step.at), step.sales);
    case "trade":
      for (let hours = 0; hours < step.hours; hours++) {
        await world.sell(member(step.at), enough);
        await world.pass(hour, { every: hour / 3 });
      }
      return;
    case "cancel":
      return world.cancel(member(step.at), step.order, step.line);
    case "turn":
      world.faults = step.faults;
      return;
    case "link":
      return world.link(member(step.at), step.isAttached);
    case "wait":
      return world.pass(step.minutes, step);
    case "poll":
      await reader.poll(step.limit);
  }
}

describe("whatever happens on the way", () => {
  test("the feed is complete, in order and without a repeat, and all books agree", { timeout: 120_000 }, () =>
    fc.assert(
      fc.asyncProperty(
        fc.integer(),
        fc.array(aStep, { minLength: 10, maxLength: 60 }),
        fc.constantFrom(0, 40),
        async (seed, history, daysLater) => {
          const world = await FaultyNetwork.between(markets.slice(0, 2), seed);
          const reader = readerOf(world);
          for (const step of history) await take(step, world, reader);
          await world.pass(daysLater * day, { every: day }); // until weeks and months are published too
          if (history.some((step) => step.do === "link")) await comeTogether(world);
          await expectArrival(world);
          await expectAgreement(world, reader);
        },
      ),
      { numRuns: 15 },
    ),
  );
});

/** All markets are attached at last, and sell enough to publish something: with that they hear of earlier epochs too. */
async function comeTogether(world: FaultyNetwork): Promise<void> {
  for (const member of world.members) {
    await world.link(member, true);
    await world.sell(member, enough);
  }
  await world.pass(2 * hour, { every: hour });
}
