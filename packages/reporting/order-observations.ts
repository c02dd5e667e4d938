import type { Minor } from "#kernel/money";
import type { Instant } from "#kernel/time";
import type { LineId, OrderId } from "#ordering/contracts/ids";
import type { OrderSums } from "./control-totals.ts";
import { digestOf } from "./digests.ts";
import type { BuyerIdentifiers } from "./identity.ts";
import { addMeasures, type Measures, type Observation, type ObservationKind } from "./observation.ts";

/** A line as reporting counts it. `unitPrice` is in the minor unit of the market's currency. */
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
  /** The lines that were confirmed, in their order, with the units that were; whatever became of them afterwards. */
  readonly lines: readonly SoldLine[];
  /** What the buyer paid for it, in the minor unit. */
  readonly shipping: Minor;
  readonly buyer: BuyerIdentifiers;
};

/** The head of an order, as far as reporting reads it. */
export type OrderHead = {
  readonly id: OrderId;
  readonly channel: string;
  readonly placedAt: Instant;
  /** When the market took it in. */
  readonly recordedAt: Instant;
  readonly totals: { readonly goods: Minor; readonly shipping: Minor };
  /** Absent until it is confirmed. */
  readonly confirmedAt?: Instant;
  /** Lines that were cancelled before it was confirmed, and units of others: they were never sold. */
  readonly withdrawnLines?: readonly string[];
  readonly withdrawnUnits?: Readonly<Record<string, number>>;
};
/** An order as it is read: without a buyer where its personal data were erased. */
export type OrderRead = {
  readonly order: OrderHead;
  readonly lines: readonly SoldLine[];
  readonly buyer?: BuyerIdentifiers | undefined;
};

/** Reads orders of the market, as they are now. */
export type ReadOrder = (id: OrderId) => Promise<OrderRead | undefined>;

/** Reads an order that was confirmed, without the units that never were, and its own sums in the minor unit.
 *  @throws Error when there is none: the event is delivered again */
export async function readSoldOrder(read: ReadOrder, id: OrderId): Promise<SoldOrder & { readonly sums: OrderSums }> {
  const { order, lines = [], buyer = {} } = (await read(id)) ?? {};
  if (order?.confirmedAt === undefined) throw new Error("an order is told confirmed and does not say so itself");
  const whole = new Set(order.withdrawnLines);
  const withdrawnOf = ({ lineId, quantity }: SoldLine) =>
    whole.has(lineId) ? quantity : (order.withdrawnUnits?.[lineId] ?? 0);
  const withdrawnGoods = lines.reduce((sum, line) => sum + withdrawnOf(line) * line.unitPrice, 0) as Minor;
  const { goods, shipping } = order.totals;
  return {
    id,
    channel: order.channel,
    placedAt: order.placedAt,
    recordedAt: order.recordedAt,
    confirmedAt: order.confirmedAt,
    lines: lines
      .map((line) => ({ ...line, quantity: line.quantity - withdrawnOf(line) }))
      .filter(({ quantity }) => quantity > 0),
    shipping,
    buyer,
    sums: { goods, shipping, withdrawnGoods },
  };
}

/** Units of lines cancelled after the order was confirmed, by one event. */
export type Cancelled = {
  readonly eventId: string;
  readonly lines: readonly { readonly lineId: LineId; readonly quantity: number }[];
  /** Whether nothing of the order is left. */
  readonly whole: boolean;
};

/** What is the same for all observations of one happening: when, whose, and when it was heard of. */
export type Circumstances = Pick<Observation, "slot" | "identity" | "arrivedIn">;

/** The observations of a sale: one per category with its `orders`, `units` and `goods`, and one for its shipping with its
 *  `amount`, in the minor unit; each in the slot of the hour in which the order was placed, in the market's zone. The
 *  order itself counts once, in the category of its first line; its shipping stands there, too. */
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
  const cancelled = new Map(lines.map(({ lineId, quantity }) => [lineId, quantity]));
  const gone = order.lines.flatMap((line) => {
    const quantity = cancelled.get(line.lineId);
    return quantity === undefined ? [] : [{ ...line, quantity }];
  });
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
