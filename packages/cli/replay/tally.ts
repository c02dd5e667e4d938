import type { Currency, Minor } from "#kernel/money";
import type { MappedOrder, RejectedLine } from "./order-request.ts";

/** What came of the lines of a file. Every line is in exactly one of `accepted`, `duplicates` and `rejected`. */
export type Tally = {
  readonly read: number;
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: Readonly<Record<string, number>>;
  /** Σ quantity × unit price over all lines of accepted orders, and of rejected ones, before discounts. */
  readonly acceptedTotal: string;
  readonly rejectedTotal: string;
  readonly currency: string;
  /** What was taken off accepted orders; the prices of their lines in the market are what is left. */
  readonly discounts: string;
  /** What accepted orders have in the source and a market does not take over: how many orders, and how much. */
  readonly leftOut: {
    readonly tax: { readonly orders: number; readonly amount: string };
    readonly refunds: { readonly orders: number; readonly amount: string };
  };
  /** Orders that the market answered, in each second that they were sent. */
  readonly ordersPerSecond: number;
  /** How long it took the market to answer an order; `null` where none was sent. */
  readonly latencyMs: { readonly p50: number | null; readonly p95: number | null; readonly p99: number | null };
};

export type Outcome =
  | { readonly kind: "accepted" | "duplicate" }
  | { readonly kind: "rejected"; readonly code: string };

/** What of a line is counted. */
type Counted = Pick<RejectedLine, "total"> & Partial<Pick<MappedOrder, "discount" | "leftOut">>;

/** Counts outcomes as they come. */
export function tallying(currency: Currency) {
  const counts = { accepted: 0, duplicate: 0 };
  const sums = { accepted: 0n, rejected: 0n, discounts: 0n };
  const leftOut = { tax: { orders: 0, amount: 0n }, refunds: { orders: 0, amount: 0n } };
  const leave = (kind: "tax" | "refunds", amount: Minor | undefined): void => {
    if (amount === undefined) return;
    leftOut[kind] = { orders: leftOut[kind].orders + 1, amount: leftOut[kind].amount + BigInt(amount) };
  };
  const shown = (amount: Minor | bigint): string => exact(BigInt(amount), currency);
  const rejected: Record<string, number> = {};
  const latencies: number[] = [];
  return {
    /** @param milliseconds how long the market took, where it was asked */
    add(outcome: Outcome, reading: Counted, milliseconds?: number): void {
      if (milliseconds !== undefined) latencies.push(milliseconds);
      if (outcome.kind === "rejected") {
        rejected[outcome.code] = (Object.hasOwn(rejected, outcome.code) ? (rejected[outcome.code] ?? 0) : 0) + 1;
        sums.rejected += BigInt(reading.total);
        return;
      }
      counts[outcome.kind] += 1;
      if (outcome.kind === "duplicate") return;
      sums.accepted += BigInt(reading.total);
      sums.discounts += BigInt(reading.discount ?? 0);
      leave("tax", reading.leftOut?.tax);
      leave("refunds", reading.leftOut?.refunded);
    },
    /** An amount as a decimal. */
    shown,
    /** @param seconds how long orders were sent */
    result(seconds: number): Tally {
      const refused = Object.values(rejected).reduce((left, right) => left + right, 0);
      const sorted = latencies.toSorted((left, right) => left - right);
      return {
        read: counts.accepted + counts.duplicate + refused,
        accepted: counts.accepted,
        duplicates: counts.duplicate,
        rejected,
        acceptedTotal: shown(sums.accepted),
        rejectedTotal: shown(sums.rejected),
        currency: currency.code,
        discounts: shown(sums.discounts),
        leftOut: {
          tax: { ...leftOut.tax, amount: shown(leftOut.tax.amount) },
          refunds: { ...leftOut.refunds, amount: shown(leftOut.refunds.amount) },
        },
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

/** A sum as a decimal. A file may hold more money than an order can. */
function exact(amount: bigint, { exponent }: Currency): string {
  const digits = String(amount < 0n ? -amount : amount).padStart(exponent + 1, "0");
  const [whole, fraction] = [digits.slice(0, digits.length - exponent), digits.slice(digits.length - exponent)];
  return `${amount < 0n ? "-" : ""}${whole}${fraction === "" ? "" : `.${fraction}`}`;
}
