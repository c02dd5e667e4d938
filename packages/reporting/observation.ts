/** What happened, as headquarters may one day count it. Each kind lists its measures; all are additive integers. */
export const measuresOf = {
  sale: ["orders", "units", "goods"],
  cancellation: ["orders", "units", "goods"],
  shipping: ["amount"],
} as const;
/** `shipping` is what buyers paid for it; a `cancellation` never takes back what a sale counted, it is counted apart. */
export type ObservationKind = keyof typeof measuresOf;
const observationKinds = Object.keys(measuresOf) as ObservationKind[];

/** Measures by name, zero or more: `goods` and `amount` in minor units of the market's currency, the others counts. */
export type Measures = Readonly<Record<string, number>>;

/**
 * One immutable observation: one per order, category and kind. It never leaves the market; only cells made of many do.
 */
export type Observation = {
  /** 128 bits of a digest, in base64url: the same happening always has the same id, and the id names no order. */
  readonly id: string;
  readonly kind: ObservationKind;
  /** The finest window of its own occurrence (a sale: when it was placed), in the market's reporting zone:
   *  `2017-12-01T14`, or `2017-12-01T14:05:10` where a deployment shortened the window. */
  readonly slot: string;
  readonly channel: string;
  readonly category: string;
  readonly measures: Measures;
  /** A keyed pseudonym of the buyer, or `anonymousBuyer` when the order carried no identity or it was erased. */
  readonly identity: string;
  /** The month in which it was recorded, in the market's reporting zone: `2018-02`. */
  readonly arrivedIn: string;
};

/** All orders without any identity count together as one buyer: that is the cautious reading. */
export const anonymousBuyer = "anonymous";

/** Sums by kind. A kind that is absent is zero. */
export type Sums = Readonly<Partial<Record<ObservationKind, Measures>>>;

/** Adds measures name by name. Sums are exact up to 2⁵³: who publishes them checks. */
export function addMeasures(left: Measures, right: Measures): Measures {
  const sum: Record<string, number> = { ...left };
  for (const [name, value] of Object.entries(right)) sum[name] = (sum[name] ?? 0) + value;
  return sum;
}

/** Adds one kind's measures to sums. */
export const addTo = (sums: Sums, kind: ObservationKind, measures: Measures): Sums => ({
  ...sums,
  [kind]: addMeasures(sums[kind] ?? {}, measures),
});

/** Adds sums kind by kind. */
export const addSums = (left: Sums, right: Sums): Sums =>
  observationKinds.reduce((sums, kind) => (right[kind] ? addTo(sums, kind, right[kind]) : sums), left);

/** Takes one from the other, kind by kind. @param right at most `left`, measure by measure */
export const subtractSums = (left: Sums, right: Sums): Sums =>
  observationKinds.reduce(
    (sums, kind) =>
      right[kind]
        ? addTo(sums, kind, Object.fromEntries(Object.entries(right[kind]).map(([name, value]) => [name, -value])))
        : sums,
    left,
  );
