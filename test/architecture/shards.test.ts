import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { shardsOf } from "#test/run/shards";

const named = (...seconds: readonly number[]) => seconds.map((each, index) => ({ name: `${index}`, seconds: each }));
const lengths = (shards: ReturnType<typeof shardsOf>) =>
  shards.map((shard) => shard.reduce((sum, { seconds }) => sum + seconds, 0));

describe("files that are spread over shards", () => {
  test("come to the same length as far as they can, and in each the shortest is first", () => {
    const shards = shardsOf(named(30, 100, 20, 60, 10), 2);
    expect(shards.map((shard) => shard.map(({ seconds }) => seconds))).toEqual([
      [10, 100],
      [20, 30, 60],
    ]);
  });

  test("are as many shards as were wanted, though some be empty", () => {
    expect(shardsOf(named(5), 3).map((shard) => shard.length)).toEqual([1, 0, 0]);
  });

  const files = fc.array(fc.integer({ min: 1, max: 900 }), { maxLength: 40 }).map((seconds) => named(...seconds));
  const count = fc.integer({ min: 1, max: 5 });

  test("are each in one, and no shard is longer than its share and one file", () => {
    fc.assert(
      fc.property(files, count, (all, shards) => {
        const spread = shardsOf(all, shards);
        const names = spread.flat().map(({ name }) => name);
        expect(names.toSorted()).toEqual(all.map(({ name }) => name).toSorted());
        const share = all.reduce((sum, { seconds }) => sum + seconds, 0) / shards;
        const longest = Math.max(0, ...all.map(({ seconds }) => seconds));
        expect(Math.max(...lengths(spread))).toBeLessThanOrEqual(share + longest);
      }),
    );
  });

  test("are in the same ones in whichever order they are found", () => {
    const twoOrders = files.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    );
    fc.assert(
      fc.property(twoOrders, count, ([one, other], shards) => {
        expect(shardsOf(other, shards)).toEqual(shardsOf(one, shards));
      }),
    );
  });
});
