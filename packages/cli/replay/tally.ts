import { add, type Currency, formatAmount, type Minor, zero } from "#kernel/money";

/** What came of the lines of a file. Every line is in exactly one of `accepted`, `duplicates` and `rejected`. */
export type Tally = {
  readonly read: number;
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: Readonly<Record<string, number>>;
  /** Σ quantity × unit price over all lines of accepted orders, and of rejected ones. */
  readonly acceptedTotal: string;
  readonly rejectedTotal: string;
  readonly currency: string;
  /** Orders that the market answered, in each second that they were sent. */
  readonly ordersPerSecond: number;
  /** How long it took the market to answer an order; `null` where none was sent. */
  readonly latencyMs: { readonly p50: number | null; readonly p95: number | null; readonly p99: number | null };
};

export type Outcome =
  | { readonly kind: "accepted" | "duplicate" }
  | { readonly kind: "rejected"; readonly code: string };

/** Counts outcomes as they come. */
export function tallying(currency: Currency) {
  const counts = { accepted: 0, duplicate: 0 };
  const sums: { accepted: Minor; rejected: Minor } = { accepted: zero, rejected: zero };
  const rejected: Record<string, number> = {};
  const latencies: number[] = [];
  return {
    /** @param milliseconds how long the market took, where it was asked */
    add(outcome: Outcome, total: Minor, milliseconds?: number): void {
      if (milliseconds !== undefined) latencies.push(milliseconds);
      if (outcome.kind === "rejected") {
        rejected[outcome.code] = (Object.hasOwn(rejected, outcome.code) ? (rejected[outcome.code] ?? 0) : 0) + 1;
        sums.rejected = add(sums.rejected, total);
        return;
      }
      counts[outcome.kind] += 1;
      if (outcome.kind === "accepted") sums.accepted = add(sums.accepted, total);
    },
    /** @param seconds how long orders were sent */
    result(seconds: number): Tally {
      const refused = Object.values(rejected).reduce((left, right) => left + right, 0);
      const sorted = latencies.toSorted((left, right) => left - right);
      return {
        read: counts.accepted + counts.duplicate + refused,
        accepted: counts.accepted,
        duplicates: counts.duplicate,
        rejected,
        acceptedTotal: formatAmount(sums.accepted, currency),
        rejectedTotal: formatAmount(sums.rejected, currency),
        currency: currency.code,
        ordersPerSecond: seconds > 0 ? tenths(sorted.length / seconds) : 0,
        latencyMs: { p50: percentile(sorted, 50), p95: percentile(sorted, 95), p99: percentile(sorted, 99) },
      };
    },
  };
}

/** The nearest rank: the smallest value that so many per cent of the values do not exceed. */
function percentile(sorted: readonly number[], percent: number): number | null {
  const value = sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)];
  return value === undefined ? null : tenths(value);
}

const tenths = (value: number): number => Math.round(value * 10) / 10;
