import type * as z from "zod/mini";
import type { DataOf } from "#kernel/event";
import { type Currency, formatAmount, minor, parseAmount, sum } from "#kernel/money";
import type { batchV1 } from "#reporting/contracts/batch.v1";
import type { reconciliationView } from "#reporting/reconciliation-view";

type Batch = DataOf<typeof batchV1>;
type Epoch = z.output<typeof reconciliationView>["epochs"][number];

/** What both sides say. */
export type Books = {
  /** The market's books. */
  readonly market: z.output<typeof reconciliationView>;
  /** What the market published, and what the centre shows of it, batch by batch. */
  readonly published: readonly Batch[];
  readonly shown: readonly Batch[];
  /** What the centre's report says of the market's sales; `undefined` when it says nothing of them. */
  readonly reported: { readonly orders: number; readonly goods: string } | undefined;
};

type Sales = { readonly orders: number; readonly goods: string };
/** The answer of `reconcile --json`: sales of all epochs together. */
export type Reconciliation = {
  readonly market: string;
  readonly currency: string;
  readonly ledger: Sales;
  readonly central: Sales;
  readonly heldBack: Sales;
  readonly neverSent: Sales;
  readonly balanced: boolean;
};

/** Compares the two sides cell by cell. @returns also what differs, in words; nothing when they agree */
export function compare(
  { market, published, shown, reported }: Books,
  currency: Currency,
): { readonly reconciliation: Reconciliation; readonly differences: readonly string[] } {
  const ofEpochs = (pick: (epoch: Epoch) => Sales): Sales => addSales(market.epochs.map(pick), currency);
  const ledger = ofEpochs(({ ledger: { sale } }) => sale);
  const heldBack = ofEpochs(({ heldBack: { sale } }) => sale);
  const neverSent = ofEpochs(({ neverSent: { sale } }) => sale);
  const central = sumsOf(shown, currency).sale;
  const differences = [
    ...(market.balanced ? [] : ["the market's own books do not balance"]),
    ...unknownEpochs(market.epochs, shown),
    ...market.epochs.flatMap((epoch) => epochDifferences(epoch, published, shown, currency)),
    ...unequal("the market's ledger and its parts", ledger, addSales([central, heldBack, neverSent], currency)),
    ...unequal("the centre's report and its feed", reported ?? addSales([], currency), central),
  ];
  return {
    reconciliation: {
      market: market.market,
      currency: market.currency,
      ledger,
      central,
      heldBack,
      neverSent,
      balanced: differences.length === 0,
    },
    differences,
  };
}

function unknownEpochs(epochs: readonly Epoch[], shown: readonly Batch[]): readonly string[] {
  const known = new Set(epochs.map(({ epoch }) => epoch));
  const strange = new Set(shown.map(({ epoch }) => epoch).filter((epoch) => !known.has(epoch)));
  return [...strange].map((epoch) => `the centre has batches of an epoch ${epoch} that the market never had`);
}

function epochDifferences(
  epoch: Epoch,
  published: readonly Batch[],
  shown: readonly Batch[],
  currency: Currency,
): readonly string[] {
  const ours = published.filter(({ epoch: number }) => number === epoch.epoch);
  const theirs = new Map(shown.filter(({ epoch: number }) => number === epoch.epoch).map((one) => [one.sequence, one]));
  const differences: string[] = [];
  for (const batch of ours) {
    const name = `batch ${batch.market}/${batch.epoch}/${batch.sequence}`;
    const there = theirs.get(batch.sequence);
    theirs.delete(batch.sequence);
    if (there) differences.push(...cellDifferences(name, batch, there));
    // what an epoch had not sent when it closed never crosses; its sums below say whether that is all
    else if (epoch.state === "open") differences.push(`${name} has not reached the centre`);
  }
  for (const sequence of theirs.keys())
    differences.push(`the centre has a batch ${epoch.epoch}/${sequence} that the market did not publish`);
  const central = sumsOf(
    [...shown].filter(({ epoch: number }) => number === epoch.epoch),
    currency,
  );
  for (const kind of ["sale", "cancellation"] as const)
    differences.push(
      ...unequal(`epoch ${epoch.epoch}, ${kind}: published and central`, epoch.published[kind], central[kind]),
    );
  if (epoch.published.shipping !== central.shipping)
    differences.push(
      `epoch ${epoch.epoch}, shipping: published ${epoch.published.shipping}, central ${central.shipping}`,
    );
  return differences;
}

/** Cells of one batch, by what they say; their order says nothing. */
function cellDifferences(name: string, ours: Batch, theirs: Batch): readonly string[] {
  const [left, right] = [cellsOf(ours), cellsOf(theirs)];
  return [
    ...left.filter((cell) => !right.includes(cell)).map((cell) => `${name}: the centre lacks ${cell}`),
    ...right.filter((cell) => !left.includes(cell)).map((cell) => `${name}: only the centre has ${cell}`),
    ...(left.length === right.length ? [] : [`${name}: ${left.length} cells here, ${right.length} at the centre`]),
  ];
}
const cellsOf = ({ cells }: Batch): readonly string[] => cells.map((cell) => JSON.stringify(sorted(cell)));
const sorted = (value: unknown): unknown =>
  typeof value === "object" && value !== null
    ? Object.entries(value)
        .sort(([left], [right]) => (left < right ? -1 : 1))
        .map(([name, one]) => [name, sorted(one)])
    : value;

/** What batches add up to. */
function sumsOf(batches: readonly Batch[], currency: Currency) {
  const cells = batches.flatMap(({ cells: own }) => own);
  const goods = (kind: "sale" | "cancellation"): Sales => {
    const own = cells.flatMap((cell) => (cell.kind !== "shipping" && cell.kind === kind ? [cell.measures] : []));
    return {
      orders: own.reduce((orders, measures) => orders + measures.orders, 0),
      goods: formatAmount(sum(own.map((measures) => minor(measures.goods))), currency),
    };
  };
  const shipping = cells.flatMap((cell) => (cell.kind === "shipping" ? [minor(cell.measures.amount)] : []));
  return { sale: goods("sale"), cancellation: goods("cancellation"), shipping: formatAmount(sum(shipping), currency) };
}

function addSales(parts: readonly Sales[], currency: Currency): Sales {
  const amounts = parts.map(({ goods }) => {
    const amount = parseAmount(goods, currency);
    if (amount === undefined) throw new Error(`${goods} is no amount of ${currency.code}`);
    return amount;
  });
  return {
    orders: parts.reduce((orders, part) => orders + part.orders, 0),
    goods: formatAmount(sum(amounts), currency),
  };
}

const unequal = (what: string, left: Sales, right: Sales): readonly string[] =>
  left.orders === right.orders && left.goods === right.goods
    ? []
    : [`${what} differ: ${left.orders} orders ${left.goods}, ${right.orders} orders ${right.goods}`];
