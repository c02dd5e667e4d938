import { type Minor, moneyView, sum, times } from "#kernel/money";
import type { Instant } from "#kernel/time";
import type { Market } from "#markets/schema";
import { mayServe, readPostcode, readPostcodePrefix } from "#markets/serving";
import { nodesByPreference } from "#markets/strategies/delivery";
import { zoneOf } from "#markets/strategies/zone-resolution";
import type { Filing } from "./categories.ts";
import { servedCountry } from "./countries.ts";
import { finalStateOf, type Placed } from "./final-state.ts";
import { netPrices, type Priced } from "./net-prices.ts";
import type { FinalState, LeftOut, MappedOrder, RejectedLine, RejectionReason } from "./order-request.ts";
import { payment } from "./payment.ts";
import { printable } from "./printable.ts";
import type { SourceRecord } from "./records.ts";
import { type OrderAmounts, readAmounts } from "./source-amounts.ts";
import { type FieldTrouble, readSource, type SourceLine, type SourceOrder } from "./source-order.ts";
import type { StatusWords } from "./source-status.ts";
import { momentOf, readTime } from "./source-times.ts";

/** How a file is to be read: the market, and what the caller said about sellers, SKUs, categories and words. */
export type ReadingRules = {
  readonly market: Market;
  /** Whose goods are those of orders that name no seller. */
  readonly seller: string;
  readonly rejectSkus: ReadonlySet<string>;
  readonly shippingSkus: ReadonlySet<string>;
  readonly fileUnder: Filing;
  readonly statusOf: StatusWords;
  /** A day that stands for its noon does not lie beyond this. */
  readonly now: Instant;
};

/** Turns one record of a source into an order for a market, or says why it is none. Nothing but a mapping. */
export function readOrder(
  record: Pick<SourceRecord, "value" | "wrong">,
  rules: ReadingRules,
): MappedOrder | RejectedLine {
  const { market } = rules;
  const read = readSource(record.value);
  if (read.outcome === "unreadable")
    return unreadable(read.trouble, read.orderId, readAmounts({ lines: read.lines }, market.currency).amounts.total);
  const source = read.order;
  const { amounts, trouble } = readAmounts(source, market.currency);
  const broken = (wrong: FieldTrouble) => unreadable(wrong, source.orderId, amounts.total);
  const no = (reason: RejectionReason, detail?: string) => rejected(reason, source.orderId, amounts.total, detail);

  if (record.wrong !== undefined) return broken({ field: "", wrong: record.wrong });
  if (trouble) return broken(trouble);
  const time = readTime(source.placedAt, market);
  const at = time && momentOf(time, market, rules.now);
  if (!time || !at)
    return broken({ field: "/placedAt", wrong: "is no time such as 2026-10-06 or 2026-10-06T10:00:00Z" });
  const status = source.status === undefined ? "open" : rules.statusOf(source.status);
  if (status === undefined)
    return { ...no("unknown-status", `“${source.status}” is a word that nobody explained`), field: "/status" };
  if (status === "credit-note" || source.lines.some(({ quantity }) => quantity < 0)) return no("cancellation");
  if (status === "unpaid") return no("unpaid", `its status is “${source.status}”`);
  const end = finalStateOf(status, source, market, { time, at }, rules.now);
  if ("wrong" in end) return broken(end);
  const country = servedCountry(market, source.buyerCountry);
  if (country === undefined || !mayServe(market, { country, ...codes(source, market) }))
    return no("country-not-served");
  const prices = amounts.lines.flatMap(({ parts }) => parts.map(({ price }) => price));
  if (prices.some((price) => price < 0)) return no("price-negative");
  if (prices.length > 0 && prices.every((price) => price === 0) && amounts.freight === 0) return no("no-paid-line");
  if (source.lines.some(({ sku }) => rules.rejectSkus.has(sku))) return no("rejected-sku");
  const net = netLines(source, amounts);
  if (net === undefined) return broken({ field: "/discount", wrong: "is more than the lines cost" });
  const goods = net.filter(({ sku }) => !rules.shippingSkus.has(sku));
  if (goods.length === 0) return no("no-lines");
  const carriage = net.filter(({ sku }) => rules.shippingSkus.has(sku)).map(totalOf);
  const shipping = sum([amounts.freight, ...carriage]);
  if (sum([shipping, ...goods.map(totalOf)]) > market.orderLimits.maximumTotal)
    return no("total-too-large", "adds up to more than one order may");
  return mapped(source, { goods, shipping, amounts }, { ...rules, country }, { time, at }, end.finalState);
}

/** What is longer is cut. */
const longestNote = 500;

/** A line with its seller and what is paid for each unit. */
type NetLine = Omit<SourceLine, keyof Priced | "discount" | "amount" | "unitPrice"> & Priced;

const totalOf = ({ price, quantity }: Priced): Minor => times(price, quantity);

/** @returns `undefined` when more is taken off than the lines cost */
function netLines(source: SourceOrder, { lines, discount }: OrderAmounts): readonly NetLine[] | undefined {
  const net = netPrices(lines, discount);
  return net && source.lines.flatMap((line, index) => (net[index] ?? []).map((units) => ({ ...line, ...units })));
}

function mapped(
  source: SourceOrder,
  { goods, shipping, amounts }: { goods: readonly NetLine[]; shipping: Minor; amounts: OrderAmounts },
  { market, seller, fileUnder, country }: ReadingRules & { readonly country: string },
  placed: Placed,
  finalState: FinalState | undefined,
): MappedOrder {
  const money = (amount: Minor) => moneyView(amount, { ...market.currency, code: source.currency });
  const zone = zoneOf(market, { ...codes(source, market), region: source.buyerRegion });
  const [node] = nodesByPreference(market, zone, placed.at);
  const note = printable(source.note, longestNote);
  const sellerOf = (line: NetLine): string => line.sellerId ?? source.sellerId ?? seller;
  return {
    outcome: "order",
    externalId: source.orderId,
    ...(placed.time.kind === "day" ? { placedOn: placed.time.date } : {}),
    total: amounts.total,
    discount: sum([amounts.discount, ...amounts.lines.map((line) => line.discount)]),
    leftOut: leftOut(amounts),
    finalState,
    request: {
      externalId: source.orderId,
      placedAt: placed.at,
      channel: "import",
      buyer: { ...buyer(source), country },
      lines: goods.map((line) => ({
        sellerId: sellerOf(line),
        sku: line.sku,
        quantity: line.quantity,
        unitPrice: money(line.price),
      })),
      shipping: money(shipping),
      ...(note === undefined ? {} : { note }),
      payment: payment(source, market),
    },
    wanted: goods.map((line) => ({
      sellerId: sellerOf(line),
      sellerName: printable(source.sellerName, 200) ?? sellerOf(line),
      sku: line.sku,
      title: printable(line.title, 200) ?? line.sku,
      category: fileUnder(line.category),
      price: money(line.price),
      quantity: line.quantity,
      nodeId: node?.id ?? "",
    })),
  };
}

const leftOut = ({ tax, refunded }: OrderAmounts): LeftOut => ({
  ...(tax === 0 ? {} : { tax }),
  ...(refunded === 0 ? {} : { refunded }),
});

const rejected = (
  reason: RejectionReason,
  externalId: string | undefined,
  total: Minor,
  detail?: string,
): RejectedLine => ({ outcome: "rejected", reason, externalId, total, ...(detail === undefined ? {} : { detail }) });

const unreadable = ({ field, wrong }: FieldTrouble, externalId: string | undefined, total: Minor): RejectedLine => ({
  ...rejected("unreadable", externalId, total, wrong),
  ...(field === "" ? {} : { field }),
});

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
