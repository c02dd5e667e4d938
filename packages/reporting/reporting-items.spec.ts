import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { categories, channels } from "#markets/vocabulary";
import { digestOf } from "./digests.ts";
import { type Fact, nobody } from "./fact.ts";
import { factItem, leftItem, readFact } from "./reporting-items.ts";

const pseudonym = fc.string().map((text) => digestOf(text));
const aFact: fc.Arbitrary<Fact> = fc.record({
  id: fc.nat().map((number) => digestOf("fact", String(number))),
  kind: fc.constantFrom("sale", "cancellation", "shipping"),
  slot: fc.constantFrom("2017-12-01T14", "2017-12-01T14:05:10"),
  channel: fc.constantFrom(...channels),
  category: fc.constantFrom(...categories),
  measures: fc.dictionary(fc.constantFrom("orders", "units", "goods"), fc.maxSafeNat(), { noNullPrototype: true }),
  identity: fc.oneof(pseudonym, fc.constant(nobody)),
  arrivedIn: fc.constantFrom("2017-12", "2018-02"),
});

describe("a fact as an item", () => {
  test("is read as it was recorded", () =>
    fc.assert(
      fc.property(aFact, (fact) => {
        expect(readFact(factItem(fact, 1))).toEqual(fact);
      }),
    ));

  test("stands in the index while it waits, and says nothing of its buyer afterwards or without an epoch", () =>
    fc.assert(
      fc.property(aFact, (fact) => {
        expect(factItem(fact, 1)).toMatchObject({ waiting: {}, rank: { S: `${fact.slot}#${fact.identity}` } });
        for (const item of [factItem(fact, undefined), leftItem(factItem(fact, 1), 7)]) {
          expect(item).not.toHaveProperty("waiting");
          expect(fact.identity !== nobody && JSON.stringify(item).includes(fact.identity)).toBe(false);
        }
      }),
    ));

  test("that left still says what it counted, and where", () =>
    fc.assert(
      fc.property(aFact, (fact) => {
        const { tells } = factItem(fact, 1);
        expect(leftItem(factItem(fact, 1), 7)).toMatchObject({ tells, epoch: { N: "1" }, batch: { N: "7" } });
      }),
    ));
});
