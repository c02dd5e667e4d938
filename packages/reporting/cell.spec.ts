import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Cell, gatherer, judge } from "./cell.ts";
import { digestOf } from "./digests.ts";
import { anonymousBuyer, type Observation } from "./observation.ts";

const rule = { k: 3, dominancePercent: 50 };
let made = 0;
const sale = (
  identity: string,
  measures: Observation["measures"] = { orders: 1, units: 1, goods: 100 },
): Observation => ({
  id: digestOf(String(made++)),
  kind: "sale",
  slot: "2017-12-01T14",
  channel: "live",
  category: "toys",
  measures,
  identity,
  arrivedIn: "2017-12",
});

function cellsOf(...parts: readonly (readonly Observation[])[]): {
  readonly cells: readonly Cell[];
  readonly held: number;
} {
  const { add, endPart, gathered } = gatherer("hour");
  for (const part of parts) {
    part.forEach(add);
    endPart();
  }
  const { leaving, held } = judge(gathered(), rule);
  return { cells: leaving.map(({ cell }) => cell), held };
}

describe("a cell", () => {
  test("leaves when enough buyers are behind every measure", () =>
    expect(cellsOf([sale("a"), sale("b"), sale("c")]).cells).toEqual([
      {
        kind: "sale",
        level: "hour",
        period: "2017-12-01T14",
        channel: "live",
        category: "toys",
        measures: { orders: 3, units: 3, goods: 300 },
        buyers: 3,
      },
    ]));

  test("is held when one buyer is missing, however many orders there are", () =>
    expect(cellsOf([sale("a"), sale("b"), sale("b"), sale("b"), sale("a")])).toEqual({ cells: [], held: 5 }));

  test("is held when one measure speaks for too few, though the others speak for many", () =>
    expect(
      cellsOf([
        sale("a"),
        sale("b"),
        sale("c", { orders: 1, units: 1, goods: 0 }),
        sale("d", { orders: 0, units: 1, goods: 0 }),
      ]),
    ).toEqual({ cells: [], held: 4 }));

  test("may hold a measure that is zero for everybody", () => {
    const gift = { orders: 1, units: 1, goods: 0 };
    expect(cellsOf([sale("a", gift), sale("b", gift), sale("c", gift)]).cells).toMatchObject([
      { measures: { orders: 3, units: 3, goods: 0 }, buyers: 3 },
    ]);
  });

  test("may be half of one buyer, and not a unit more", () => {
    const of = (goods: number) => ({ orders: 1, units: 1, goods });
    expect(cellsOf([sale("a", of(100)), sale("b", of(60)), sale("c", of(40))]).cells).toHaveLength(1);
    expect(cellsOf([sale("a", of(101)), sale("b", of(60)), sale("c", of(40))]).cells).toHaveLength(0);
  });

  test("counts all who left no trace as one buyer", () => {
    expect(cellsOf([sale("a"), sale("b"), sale(anonymousBuyer), sale("c")]).cells).toMatchObject([{ buyers: 4 }]);
    expect(cellsOf([sale("a"), sale(anonymousBuyer), sale(anonymousBuyer), sale(anonymousBuyer)])).toEqual({
      cells: [],
      held: 4,
    });
    const few = ["a", "b", "c"].map((identity) => sale(identity));
    expect(cellsOf([...few, ...[1, 2, 3, 4].map(() => sale(anonymousBuyer))]), "together they dominate").toEqual({
      cells: [],
      held: 7,
    });
  });

  test("that says nothing of anybody stays", () =>
    expect(cellsOf([sale("a", {}), sale("b", {}), sale("c", {})])).toEqual({ cells: [], held: 3 }));

  test("tells the fewest buyers behind any of its measures", () =>
    expect(
      cellsOf([..."abc"].map((who) => sale(who)).concat([..."de"].map((who) => sale(who, { units: 1 })))),
    ).toMatchObject({ cells: [{ buyers: 3, measures: { units: 5, orders: 3 } }] }));
});

test("however observations are parted, as long as no buyer is split, the cells are the same", () =>
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom(..."abcdefg", anonymousBuyer), fc.nat(3), fc.nat(500)), {
        minLength: 1,
        maxLength: 60,
      }),
      fc.integer({ min: 1, max: 5 }),
      (entries, parts) => {
        const observations = entries.map(([who, units, goods]) => sale(who, { orders: 1, units, goods }));
        const partOf = ({ identity, id }: Observation) =>
          ((identity === anonymousBuyer ? id : identity).codePointAt(0) ?? 0) % parts;
        const parted = Array.from({ length: parts }, (_, part) =>
          observations.filter((observation) => partOf(observation) === part),
        );
        expect(cellsOf(...parted)).toEqual(cellsOf(observations));
      },
    ),
  ));
