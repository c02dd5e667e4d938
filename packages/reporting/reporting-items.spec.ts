import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { categories, channels } from "#markets/vocabulary";
import { digestOf } from "./digests.ts";
import { anonymousBuyer, type Observation } from "./observation.ts";
import { observationItem, readObservation, retiredItem } from "./reporting-items.ts";

const pseudonym = fc.string().map((text) => digestOf(text));
const aFact: fc.Arbitrary<Observation> = fc.record({
  id: fc.nat().map((number) => digestOf("observation", String(number))),
  kind: fc.constantFrom("sale", "cancellation", "shipping"),
  slot: fc.constantFrom("2017-12-01T14", "2017-12-01T14:05:10"),
  channel: fc.constantFrom(...channels),
  category: fc.constantFrom(...categories),
  measures: fc.dictionary(fc.constantFrom("orders", "units", "goods"), fc.maxSafeNat(), { noNullPrototype: true }),
  identity: fc.oneof(pseudonym, fc.constant(anonymousBuyer)),
  arrivedIn: fc.constantFrom("2017-12", "2018-02"),
});

describe("an observation as an item", () => {
  test("is read as it was recorded", () =>
    fc.assert(
      fc.property(aFact, (observation) => {
        expect(readObservation(observationItem(observation, 1))).toEqual(observation);
      }),
    ));

  test("stands in the index while it waits, and says nothing of its buyer afterwards or without an epoch", () =>
    fc.assert(
      fc.property(aFact, (observation) => {
        expect(observationItem(observation, 1)).toMatchObject({
          waiting: {},
          rank: { S: `${observation.slot}#${observation.identity}` },
        });
        for (const item of [observationItem(observation, undefined), retiredItem(observationItem(observation, 1), 7)]) {
          expect(item).not.toHaveProperty("waiting");
          expect(observation.identity !== anonymousBuyer && JSON.stringify(item).includes(observation.identity)).toBe(
            false,
          );
        }
      }),
    ));

  test("that left still says what it counted, and where", () =>
    fc.assert(
      fc.property(aFact, (observation) => {
        const { counts } = observationItem(observation, 1);
        expect(retiredItem(observationItem(observation, 1), 7)).toMatchObject({
          counts,
          epoch: { N: "1" },
          batch: { N: "7" },
        });
      }),
    ));
});
