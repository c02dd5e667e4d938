import type { Traffic } from "./order-traffic.ts";
import type { RecordedLife } from "./order-units.ts";
import { type Price, prices } from "./prices.ts";
import type { Part } from "./report.ts";
import { total } from "./statistics.ts";
import { isSandbox } from "./tables.ts";
import { allUnits, type Units, writesOf } from "./units.ts";

/** Of a price for a GiB, the price for a KiB. */
const ofKiB = (price: Price): Price => ({ ...price, usd: price.usd / 2 ** 20 });
const budgetUsd = 50;
/** An access log line of the API: its format, filled in. The emulator writes none. */
const accessLogBytes = 280;

/** What one order used up, on average. */
export type Usage = {
  readonly units: Units;
  readonly events: number;
  readonly eventBytes: number;
  readonly queueRequests: number;
  readonly invocations: number;
  readonly gibSeconds: number;
  readonly logBytes: number;
  readonly apiRequests: number;
};

/** Puts together what was recorded of the first of some lives and what the logs told of others like it. */
export function usageOf([first]: readonly RecordedLife[], traffic: readonly Traffic[]): Usage {
  const calls = first?.calls ?? [];
  const real = traffic.filter(({ entry }) => !isSandbox(entry));
  const events = calls.flatMap(({ eventBytes }) => eventBytes);
  const apiRequests = total(real.filter(({ entry }) => entry.endsWith(".http")).map(({ invocations }) => invocations));
  const consumers = real.filter(({ messages }) => messages > 0);
  return {
    units: allUnits(calls),
    events: total(events.map((bytes) => Math.max(1, Math.ceil(bytes / 65_536)))),
    eventBytes: total(events),
    // a message is sent by itself, and received and deleted with those of its batch
    queueRequests: total(consumers.map(({ messages, invocations }) => messages + 2 * invocations)),
    invocations: total(real.map(({ invocations }) => invocations)),
    gibSeconds: total(
      real.map(({ invocations, milliseconds, memoryMiB }) => (invocations * milliseconds * memoryMiB) / 1024_000),
    ),
    logBytes: total(real.map(({ logBytes }) => logBytes)) + apiRequests * accessLogBytes,
    apiRequests,
  };
}

type Item = { readonly what: string; readonly perOrder: number; readonly unit: string; readonly price: Price };

const itemsOf = (usage: Usage): Item[] => [
  { what: "table writes", perOrder: writesOf(usage.units), unit: "write units", price: prices.writeUnits },
  { what: "table reads", perOrder: usage.units.reads, unit: "read units", price: prices.readUnits },
  { what: "events", perOrder: usage.events, unit: "events", price: prices.events },
  { what: "event archive", perOrder: usage.eventBytes / 1024, unit: "KiB", price: ofKiB(prices.archivedGiB) },
  { what: "queues", perOrder: usage.queueRequests, unit: "requests", price: prices.queueRequests },
  { what: "functions, calls", perOrder: usage.invocations, unit: "invocations", price: prices.functionRequests },
  { what: "functions, time", perOrder: usage.gibSeconds, unit: "GiB seconds", price: prices.functionGiBSeconds },
  { what: "logs", perOrder: usage.logBytes / 1024, unit: "KiB", price: ofKiB(prices.loggedGiB) },
  { what: "API", perOrder: usage.apiRequests, unit: "requests", price: prices.apiRequests },
];

/** What a million orders cost over their whole lives, at the prices of the dearest region. */
export function costPart(usage: Usage, traffic: readonly Traffic[]): Part {
  const items = itemsOf(usage).map((item) => ({ ...item, usd: item.perOrder * item.price.usd * 1e6 }));
  const all = total(items.map(({ usd }) => usd));
  const assumed = total(items.filter(({ price }) => price.trust === "assumed").map(({ usd }) => usd));
  return {
    name: "cost",
    title: `Cost of a million orders, from placed to completed, in ${prices.region}`,
    how:
      `Orders of one line in one shipment, at on-demand list prices as of ${prices.readOn}, without free tiers and discounts.\n` +
      "One message a batch and one record a stream batch, as with few orders: under load batches fill, and queues, calls and\n" +
      "logs cost less. Time of functions is the emulator's. Not in it: storage and backups, keys, traces, metrics, data sent\n" +
      "out, the payment provider, and what the clock costs each month whether anything is sold or not.\n" +
      `${assumed.toFixed(2)} USD of it rest on assumed prices (test/bench/prices.ts).`,
    tables: [
      {
        head: ["item", "an order takes", "", "USD a million", "price is"],
        rows: [
          ...items.map(({ what, perOrder, unit, price, usd }) => [what, perOrder, unit, usd.toFixed(2), price.trust]),
          ["all", "", "", all.toFixed(2), ""],
        ],
      },
      {
        title: "Functions, for one order",
        head: ["function", "invocations", "messages", "ms each", "MiB", "log bytes"],
        rows: traffic.map(({ entry, invocations, messages, milliseconds, memoryMiB, logBytes }) => [
          isSandbox(entry) ? `${entry} (not counted)` : entry,
          invocations,
          messages,
          milliseconds,
          memoryMiB,
          Math.round(logBytes),
        ]),
      },
    ],
    budgets: [{ what: "cost of a million orders", measured: all, limit: budgetUsd, unit: "USD" }],
    data: { usage, prices, usdPerMillion: all, assumedUsdPerMillion: assumed, items, functions: traffic },
  };
}
