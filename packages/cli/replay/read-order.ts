import * as z from "zod/mini";
import { add, type Minor, minor, moneyView, parseAmount, sum, times, zero } from "#kernel/money";
import { type Instant, parseInstant } from "#kernel/time";
import { instantOfLocal } from "#markets/local-time";
import type { Market } from "#markets/schema";
import { mayServe, readPostcode, readPostcodePrefix } from "#markets/serving";
import { nodesByPreference } from "#markets/strategies/delivery";
import { zoneOf } from "#markets/strategies/zone-resolution";
import type { Filing } from "./categories.ts";
import { servedCountry } from "./countries.ts";
import type { FinalState, MappedOrder, RejectedLine, RejectionReason } from "./order-request.ts";
import { payment } from "./payment.ts";
import { printable } from "./printable.ts";
import { type SourceLine, type SourceOrder, sourceOrder } from "./source-order.ts";

/** How a file is to be read: the market, and what the caller said about its SKUs and categories. */
export type ReadingRules = {
  readonly market: Market;
  readonly rejectSkus: ReadonlySet<string>;
  readonly shippingSkus: ReadonlySet<string>;
  readonly fileUnder: Filing;
};

/** Turns one line of an order file into an order for a market, or says why it is none. Nothing but a mapping. */
export function readOrder(text: string, rules: ReadingRules): MappedOrder | RejectedLine {
  const source = parse(text);
  const priced = source && withAmounts(source, rules.market);
  if (!source || !priced) return rejected("unreadable", source?.orderId, zero);
  const { lines, total, freight, placedAt } = priced;
  const no = (reason: RejectionReason) => rejected(reason, source.orderId, total);

  if (source.status === "cancellation" || lines.some(({ quantity }) => quantity < 0)) return no("cancellation");
  const country = servedCountry(rules.market, source.buyerCountry);
  if (country === undefined || !mayServe(rules.market, { country, ...codes(source, rules.market) }))
    return no("country-not-served");
  if (lines.some(({ price }) => price <= 0)) return no("price-not-positive");
  if (lines.some(({ sku }) => rules.rejectSkus.has(sku))) return no("rejected-sku");
  const goods = lines.filter(({ sku }) => !rules.shippingSkus.has(sku));
  if (goods.length === 0) return no("no-lines");

  const { currency: local } = rules.market;
  const money = (amount: Minor) => moneyView(amount, { ...local, code: source.currency });
  const zone = zoneOf(rules.market, { ...codes(source, rules.market), region: source.buyerRegion });
  const [node] = nodesByPreference(rules.market, zone, placedAt);
  const carriage = lines.filter(({ sku }) => rules.shippingSkus.has(sku)).map((line) => line.total);
  return {
    outcome: "order",
    externalId: source.orderId,
    total,
    finalState: finalState(source, rules.market, placedAt),
    request: {
      externalId: source.orderId,
      placedAt,
      channel: "import",
      buyer: { ...buyer(source), country },
      lines: goods.map(({ sellerId, sku, quantity, price }) => ({ sellerId, sku, quantity, unitPrice: money(price) })),
      shipping: money(sum([freight, ...carriage])),
      payment: payment(source, rules.market),
    },
    wanted: goods.map(({ sellerId, sku, quantity, price, title, category }) => ({
      sellerId,
      sellerName: printable(source.sellerName, 200) ?? sellerId,
      sku,
      title: printable(title, 200) ?? sku,
      category: rules.fileUnder(category),
      price: money(price),
      quantity,
      nodeId: node?.id ?? "",
    })),
  };
}

/** The one seller of a file that names none. */
const house = "house";

const rejected = (reason: RejectionReason, externalId: string | undefined, total: Minor): RejectedLine => ({
  outcome: "rejected",
  reason,
  externalId,
  total,
});

function parse(text: string): SourceOrder | undefined {
  try {
    return z.safeParse(sourceOrder, JSON.parse(text)).data;
  } catch {
    return undefined; // no JSON: the reason `unreadable` says it all
  }
}

type PricedLine = Omit<SourceLine, "sellerId"> & { sellerId: string; price: Minor; total: Minor };

/** @returns `undefined` when an amount or the time cannot be read, or a sum is beyond what can be counted exactly */
function withAmounts(source: SourceOrder, market: Market) {
  const placedAt = instantOf(market, source.placedAt);
  const freight = parseAmount(source.freight ?? "0", market.currency);
  if (placedAt === undefined || freight === undefined) return undefined;
  const lines: PricedLine[] = [];
  let total: Minor = zero;
  for (const line of source.lines) {
    const price = parseAmount(line.unitPrice, market.currency);
    if (price === undefined || !Number.isSafeInteger(price * line.quantity + total)) return undefined;
    const lineTotal = times(price, line.quantity);
    total = add(total, lineTotal);
    lines.push({ ...line, sellerId: line.sellerId ?? source.sellerId ?? house, price, total: lineTotal });
  }
  return Number.isSafeInteger(freight + total) ? { lines, total: minor(total), freight, placedAt } : undefined;
}

/** A time with an offset says what it means; one without is a time of the market's reporting zone, a bare date its noon. */
const instantOf = (market: Market, text: string): Instant | undefined =>
  parseInstant(text) ?? instantOfLocal(market, text);

/** A whole code says more than its beginning, so it goes first. A code of no known form says nothing about a place. */
const codes = (source: SourceOrder, market: Market) => ({
  postcode: source.postcode === undefined ? undefined : readPostcode(market, source.postcode),
  postcodePrefix: source.postcodePrefix === undefined ? undefined : readPostcodePrefix(market, source.postcodePrefix),
});

const buyer = ({ buyerId, buyerRegion, postcode, postcodePrefix }: SourceOrder) => ({
  ...(buyerId === undefined ? {} : { id: buyerId }),
  ...(buyerRegion === undefined ? {} : { region: buyerRegion }),
  ...(postcode !== undefined ? { postcode } : postcodePrefix !== undefined ? { postcodePrefix } : {}),
});

/** Sources tell when goods arrived, not when they left: the order's own time stands in for that. */
function finalState({ status, deliveredAt }: SourceOrder, market: Market, placedAt: Instant): FinalState | undefined {
  if (status === "canceled" || status === "cancelled" || status === "unavailable") return { kind: "cancelled" };
  if (status === "shipped") return { kind: "dispatched", dispatchedAt: placedAt };
  if (status !== "delivered") return undefined;
  const arrived = deliveredAt === undefined ? undefined : instantOf(market, deliveredAt);
  return { kind: "delivered", dispatchedAt: placedAt, deliveredAt: arrived && arrived < placedAt ? placedAt : arrived };
}
