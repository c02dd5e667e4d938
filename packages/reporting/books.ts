import { digestsIn } from "./digests.ts";
import { levelOf } from "./directory.ts";
import type { Epoch } from "./epoch.ts";
import { addSums, addTo, type Sums, subtractSums } from "./fact.ts";
import type { Level } from "./level.ts";
import { sumsOf } from "./plan.ts";
import { type BatchStore, type LedgerStore, parts, type WriterStore } from "./reporting-store.ts";

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

export type BooksStore = Pick<WriterStore, "directory" | "epochs" | "openPlans" | "claimed" | "waiting"> &
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
  const { heldBack, heldByLevel } = await readHeld(store, epoch.number);
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
async function readHeld(store: BooksStore, epoch: number) {
  const claimed = await claimedIds(store, epoch);
  const { slots, tried } = await store.directory(epoch);
  const heldByLevel = new Map<Level, Sums>();
  let heldBack: Sums = {};
  if (slots.size === 0) return { heldBack, heldByLevel };
  const sorted = [...slots.keys()].sort();
  const range = { epoch, from: sorted[0] ?? "", to: sorted.at(-1) ?? "" };
  for (let part = 0; part < parts; part++)
    for await (const facts of store.waiting({ ...range, part }, "as-stored"))
      for (const { id, slot, kind, measures } of facts) {
        if (claimed.has(id)) continue;
        const level = levelOf(slot, tried);
        heldByLevel.set(level, addTo(heldByLevel.get(level) ?? {}, kind, measures));
        heldBack = addTo(heldBack, kind, measures);
      }
  return { heldBack, heldByLevel };
}

async function claimedIds(store: BooksStore, epoch: number): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  for (const plan of await store.openPlans(epoch))
    for (let page = 0; page < plan.pages; page++)
      for (const id of digestsIn((await store.claimed(plan, page)).ids)) ids.add(id);
  return ids;
}

/** What the batches hold that the centre never acknowledged. */
async function unacknowledged(store: BooksStore, { number, acknowledgedThrough }: Epoch): Promise<Sums> {
  let sums: Sums = {};
  for await (const batches of store.batchesFrom(number, acknowledgedThrough + 1))
    for (const { cells } of batches) sums = addSums(sums, sumsOf(cells));
  return sums;
}
