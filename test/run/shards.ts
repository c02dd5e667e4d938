/** Something that takes some seconds. */
export type Timed = { readonly name: string; readonly seconds: number };

/**
 * Parts of about the same length: the longest first, each to the part that is shortest so far. The same things always
 * come into the same parts, in whichever order they are given.
 * @returns the parts; within each the shortest comes first, so that what takes long waits for nothing that is quick
 */
export function shardsOf<One extends Timed>(all: readonly One[], count: number): readonly (readonly One[])[] {
  const shards = Array.from({ length: count }, () => ({ seconds: 0, members: [] as One[] }));
  for (const one of all.toSorted(longestFirst)) {
    const shortest = shards.reduce((best, shard) => (shard.seconds < best.seconds ? shard : best));
    shortest.seconds += one.seconds;
    shortest.members.unshift(one);
  }
  return shards.map(({ members }) => members);
}

const longestFirst = (one: Timed, other: Timed): number =>
  other.seconds - one.seconds || (one.name < other.name ? -1 : 1);
