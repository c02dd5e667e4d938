import { digestSet } from "./digests.ts";
import { levelOf } from "./directory.ts";
import type { Epoch } from "./epoch.ts";
import { addSums, type FactKind, type Sums, subtractSums } from "./fact.ts";
import type { Level } from "./level.ts";
import { sumsOf } from "./plan.ts";
import { type BatchStore, type Counted, type LedgerStore, parts, type WriterStore } from "./reporting-store.ts";
import { rangesOf } from "./try-windows.ts";

/** What the books of one epoch say. `heldBack` waits to be many enough; `neverSent` will not cross any more. */
export type Books = {
  readonly epoch: number;
  readonly state: "open" | "closed";
  readonly ledger: Sums;
  readonly published: Sums;
  readonly heldBack: Sums;
  readonly heldByLevel: ReadonlyMap<Level, Sums>;
  readonly neverSent: Sums;
};

export type BooksStore = Pick<WriterStore, "directory" | "epochs" | "openPlans" | "claimed" | "waiting" | "counted"> &
  Pick<BatchStore, "batchesFrom"> &
  Pick<LedgerStore, "balance">;

/** Whether what was sold equals what was published, is held back or will never be sent, to the last unit. */
export const balances = ({ ledger, published, heldBack, neverSent }: Books): boolean => {
  const rest = subtractSums(ledger, addSums(published, addSums(heldBack, neverSent)));
  return [
    rest.sale?.orders,
    rest.sale?.goods,
    rest.cancellation?.orders,
    rest.cancellation?.goods,
    rest.shipping?.amount,
  ]
    .map((difference) => difference ?? 0)
    .every((difference) => difference === 0);
};

/**
 * The books of every epoch. What waits is read fact by fact, so that nothing can be forgotten and still balance; the
 * ledger is what the orders themselves say.
 */
export async function readBooks(store: BooksStore): Promise<readonly Books[]> {
  const epochs = (await store.epochs()).filter(({ number }) => number > 0);
  return Promise.all(epochs.map((epoch) => booksOf(store, epoch)));
}

async function booksOf(store: BooksStore, epoch: Epoch): Promise<Books> {
  const ledger = await store.balance(epoch.number);
  const { heldBack, heldByLevel } = await readHeld(store, epoch);
  if (epoch.closedAt === undefined)
    return {
      epoch: epoch.number,
      state: "open",
      ledger,
      published: epoch.published,
      heldBack,
      heldByLevel,
      neverSent: epoch.neverSent,
    };
  const unsent = await unacknowledged(store, epoch);
  return {
    epoch: epoch.number,
    state: "closed",
    ledger,
    published: subtractSums(epoch.published, unsent),
    heldBack: {},
    heldByLevel: new Map(),
    neverSent: addSums(addSums(epoch.neverSent, unsent), heldBack),
  };
}

/** What waits, by the level at which it will be tried next. Facts that a committed plan claims are published already. */
async function readHeld(store: BooksStore, { number: epoch, closedAt }: Epoch) {
  const except = await claimedIds(store, epoch);
  const { slots, tried } = await store.directory(epoch);
  const levelBySlot = new Map([...slots.keys()].map((slot) => [slot, levelOf(slot, tried)]));
  /** Where nothing was tried nothing left, so whatever the index shows does wait, and need not be read again. What a
   *  closed epoch held is given up, tried or not. */
  const isUntried = (level: Level): boolean => level === "hour" && closedAt === undefined;
  const untried = new Set([...levelBySlot].flatMap(([slot, level]) => (isUntried(level) ? [slot] : [])));
  const others = new Set([...slots.keys()].filter((slot) => !untried.has(slot)));
  const heldByLevel = new Map<Level, Tally>();
  const add = ({ slot, kind, measures }: Counted): void => {
    const level = levelBySlot.get(slot);
    if (!level) return;
    const tally = heldByLevel.get(level) ?? {};
    heldByLevel.set(level, tally);
    tally[kind] ??= {};
    for (const [name, value] of Object.entries(measures)) tally[kind][name] = (tally[kind][name] ?? 0) + value;
  };
  async function read(part: number): Promise<void> {
    for (const range of rangesOf(slots.keys(), untried))
      for await (const facts of store.counted({ epoch, part, ...range }))
        for (const fact of facts) if (untried.has(fact.slot)) add(fact);
    for (const range of rangesOf(slots.keys(), others))
      for await (const facts of store.waiting({ epoch, part, ...range, except }, "as-stored"))
        for (const fact of facts) if (others.has(fact.slot)) add(fact);
  }
  await Promise.all(Array.from({ length: parts }, (_, part) => read(part)));
  return { heldBack: [...heldByLevel.values()].reduce<Sums>(addSums, {}), heldByLevel };
}
/** Sums in the making: millions of facts are added to them. */
type Tally = Partial<Record<FactKind, Record<string, number>>>;

async function claimedIds(store: BooksStore, epoch: number): Promise<(id: string) => boolean> {
  const pages: Uint8Array[] = [];
  for (const plan of await store.openPlans(epoch))
    for (let page = plan.settled; page < plan.pages; page++) pages.push((await store.claimed(plan, page)).ids);
  return digestSet(pages);
}

/** What the batches hold that the centre never acknowledged. */
async function unacknowledged(store: BooksStore, { number, acknowledgedThrough }: Epoch): Promise<Sums> {
  let sums: Sums = {};
  for await (const batches of store.batchesFrom(number, acknowledgedThrough + 1))
    for (const { cells } of batches) sums = addSums(sums, sumsOf(cells));
  return sums;
}
