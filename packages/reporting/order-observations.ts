import type { Minor } from "#kernel/money";
import type { Instant } from "#kernel/time";
import type { LineId } from "#ordering/contracts/ids";
import { digestOf } from "./digests.ts";
import type { BuyerIdentifiers } from "./identity.ts";
import { addMeasures, type Measures, type Observation, type ObservationKind } from "./observation.ts";

export type SoldLine = {
  readonly lineId: LineId;
  readonly category: string;
  readonly quantity: number;
  readonly unitPrice: Minor;
};

/** An order as reporting counts it, once it was confirmed. */
export type SoldOrder = {
  readonly id: string;
  readonly channel: string;
  readonly placedAt: Instant;
  readonly recordedAt: Instant;
  readonly confirmedAt: Instant;
  /** The lines that were confirmed, in their order; whatever became of them afterwards. */
  readonly lines: readonly SoldLine[];
  readonly shipping: Minor;
  readonly buyer: BuyerIdentifiers;
};

/** Lines cancelled after the order was confirmed, by one event. */
export type Cancelled = {
  readonly eventId: string;
  readonly lines: readonly { readonly lineId: LineId }[];
  /** Whether nothing of the order is left. */
  readonly whole: boolean;
};

/** What is the same for all observations of one happening. */
export type Circumstances = Pick<Observation, "slot" | "identity" | "arrivedIn">;

/** The observations of a sale: one per category, and one for its shipping. */
export function observationsOfSale(order: SoldOrder, circumstances: Circumstances): readonly Observation[] {
  const sales = byCategory(order.lines, order.lines[0]);
  const category = order.lines[0]?.category ?? "other";
  const shipping =
    order.shipping > 0 ? [{ kind: "shipping" as const, category, measures: { amount: order.shipping } }] : [];
  return [...sales.map((sale) => ({ kind: "sale" as const, ...sale })), ...shipping].map(
    toObservation(order, "", circumstances),
  );
}

/** The observations of a cancellation: one per category. The order itself counts when nothing of it is left, where it
 *  was counted as sold. */
export function observationsOfCancellation(
  order: SoldOrder,
  { eventId, lines, whole }: Cancelled,
  circumstances: Circumstances,
): readonly Observation[] {
  const cancelled = new Set(lines.map(({ lineId }) => lineId));
  const gone = order.lines.filter(({ lineId }) => cancelled.has(lineId));
  return byCategory(gone, whole ? order.lines[0] : undefined)
    .map((cancellation) => ({ kind: "cancellation" as const, ...cancellation }))
    .map(toObservation(order, eventId, circumstances));
}

type ByCategory = { readonly category: string; readonly measures: Measures };

/** @param counted the line in whose category the order itself counts */
function byCategory(lines: readonly SoldLine[], counted: SoldLine | undefined): readonly ByCategory[] {
  const sums = new Map<string, Measures>();
  const add = (category: string, measures: Measures) =>
    sums.set(category, addMeasures(sums.get(category) ?? { orders: 0, units: 0, goods: 0 }, measures));
  if (counted) add(counted.category, { orders: 1 });
  for (const { category, quantity, unitPrice } of lines)
    add(category, { units: quantity, goods: quantity * unitPrice });
  return [...sums].map(([category, measures]) => ({ category, measures }));
}

const toObservation =
  ({ id, channel }: SoldOrder, cause: string, circumstances: Circumstances) =>
  ({ kind, category, measures }: ByCategory & { readonly kind: ObservationKind }): Observation => ({
    id: digestOf(id, kind, category, cause),
    kind,
    channel,
    category,
    measures,
    ...circumstances,
  });
