import { type Item, type Key, type Read, readName } from "#platform/dynamo";
import type { TableSpec } from "#platform/table";
import { itemSize } from "./item-size.ts";
import { indexWriteUnits, tableWriteUnits, type WriteKind } from "./request-units.ts";
import { type ItemWrite, readsOf, type TableRead, writesOf } from "./requests.ts";

/** What a write of one item cost, in write request units. */
export type WriteCost = {
  readonly table: string;
  readonly key: string;
  /** What kind of item it is, in its table's own word. */
  readonly kind: string;
  /** The larger of what was there and what is there now. */
  readonly bytes: number;
  /** A transaction doubles `units`. */
  readonly how: WriteKind;
  readonly units: number;
  readonly indexUnits: number;
};

/** One call that a function made of a service. */
export type Call = {
  /** The function's entry: `checkout/place-order.http`. */
  readonly by: string;
  /** Such as `TransactWriteItems`. */
  readonly operation: string;
  readonly succeeded: boolean;
  readonly reads: readonly TableRead[];
  readonly writes: readonly WriteCost[];
  /** Sizes of the events that it put on a bus. */
  readonly eventBytes: readonly number[];
};

/** A call of DynamoDB that is to be metered. */
export type Asked = { readonly by: string; readonly operation: string; readonly request: object };
/** How it ended; `said` is the answer of one that succeeded. */
export type Ended<Passed> = { readonly passed: Passed; readonly succeeded: boolean; readonly said: object };
/** Where calls are metered: the tables by their physical names, and how items are read past the meter. */
export type Metering = {
  readonly tables: ReadonlyMap<string, TableSpec>;
  readonly itemsAt: (reads: readonly Read[]) => Promise<ReadonlyMap<string, Item>>;
};
/** What was passed on, what it cost, and the items that it wrote as they are now. */
export type Metered<Passed> = { readonly passed: Passed; readonly call: Call; readonly written: readonly Item[] };

/**
 * Passes a call of DynamoDB on. What its writes cost is reckoned from the items as they were before and as they are
 * afterwards.
 * @param pass the way to the tables; what fails there is an end too
 */
export async function metered<Passed>(
  { tables, itemsAt }: Metering,
  { by, operation, request }: Asked,
  pass: () => Promise<Ended<Passed>>,
): Promise<Metered<Passed>> {
  const writes = writesOf(operation, request);
  const before = await itemsAt(writes);
  const { passed, succeeded, said } = await pass();
  const after = succeeded ? await itemsAt(writes) : before;
  const call = {
    by,
    operation,
    succeeded,
    reads: succeeded ? readsOf(operation, request, said) : [],
    writes: writes.map((write) =>
      costOf(tables.get(write.table), write, before.get(readName(write)), after.get(readName(write))),
    ),
    eventBytes: [],
  };
  const written = succeeded
    ? writes.map((write) => after.get(readName(write))).filter((item) => item !== undefined)
    : [];
  return { passed, call, written };
}

function costOf(
  spec: TableSpec | undefined,
  { table, key, kind }: ItemWrite,
  before: Item | undefined,
  after: Item | undefined,
): WriteCost {
  const indexUnits = spec ? indexWriteUnits(spec, before, after) : 0;
  const bytes = Math.max(itemSize(before), itemSize(after));
  const units = tableWriteUnits(before, after, kind);
  return { table, key: key.pk, kind: kindOf(after ?? before, key), bytes, how: kind, units, indexUnits };
}

/** Items say what they are; those that do not are told by where they lie. */
const kindOf = (item: Item | undefined, { pk }: Key): string => item?.kind?.S ?? pk.split("#")[0] ?? "";
