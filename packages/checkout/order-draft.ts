import { currencyMismatch } from "#catalog/contracts/problems";
import type { SellerId, Sku } from "#kernel/codes";
import { type Minor, parseAmount, zero } from "#kernel/money";
import { type Instant, plusSeconds } from "#kernel/time";
import { orderCeilings } from "#markets/order-ceilings";
import type { Market } from "#markets/schema";
import {
  countryAndRegion,
  notServed,
  offersChannel,
  paymentRules,
  readPostcode,
  readPostcodePrefix,
} from "#markets/serving";
import type { Channel } from "#markets/vocabulary";
import type { Buyer, PersonalData } from "#ordering/personal-data";
import type { Caller } from "#platform/caller";
import { type FieldError, forbidden, invalid, type Problem, problem } from "#platform/problem";
import { countryNotServed } from "#sellers/contracts/problems";
import { paymentMethodNotOffered } from "./contracts/problems.ts";
import type { OrderBody } from "./order-body.ts";

/** What somebody wants, as far as it can be judged without looking at listings and stock. */
export type OrderDraft = {
  readonly externalId?: string;
  readonly placedAt: Instant;
  readonly channel: Channel;
  readonly personalData: PersonalData;
  readonly lines: readonly DraftLine[];
  readonly shipping: Minor;
  /** What comes off the whole order, beyond what its lines say. */
  readonly discount: Minor;
  readonly payment: OrderBody["payment"];
  readonly holdSeconds: number;
};
/** A line that somebody wants; the same key may be wanted at several prices. */
export type DraftLine = {
  readonly sellerId: SellerId;
  readonly sku: Sku;
  readonly quantity: number;
  /** `undefined` asks for the listed price. */
  readonly agreedPrice: Minor | undefined;
  /** What comes off all of its units together. */
  readonly discount: Minor;
};

/** Every way in which an order is refused before anything is looked up. */
export type DraftProblem = Problem<
  "forbidden" | "invalid" | "country-not-served" | "currency-mismatch" | "payment-method-not-offered"
>;

/** Clocks of clients may be ahead of ours by this much. */
const clockSkewSeconds = 300;
const importFields = ["externalId", "placedAt", "shipping", "discount"] as const;
const importLineFields = ["unitPrice", "discount"] as const;

type DraftMarket = Pick<Market, "address" | "channels" | "countries" | "currency" | "orderLimits" | "payments">;

/**
 * Holds an order against the caller's rights and the market's rules. Its form was checked by its route: no member that is
 * unknown, at least one line, whole quantities from 1, and no more lines and sellers than an order of any market may have.
 */
export function draftOrder(
  market: DraftMarket,
  body: OrderBody,
  caller: Pick<Caller, "scopes">,
  now: Instant,
): OrderDraft | DraftProblem {
  const reserved = fieldsReserved(body);
  if (reserved.length > 0 && !caller.scopes.has("orders/import"))
    return problem(forbidden, "these fields need the scope orders/import", { errors: reserved });
  const rules = paymentRules(market, body.payment.method);
  const field = notServed(market, body.buyer);
  if (field)
    return problem(countryNotServed, "this market does not deliver there", {
      errors: [{ pointer: `/buyer/${field}`, detail: "is not served" }],
    });
  if (!rules)
    return problem(paymentMethodNotOffered, "this market does not offer that method of payment", {
      errors: [{ pointer: "/payment/method", detail: "is not offered in this market" }],
    });
  const foreign = foreignAmounts(market, body);
  if (foreign.length > 0)
    return problem(currencyMismatch, `amounts must be in ${market.currency.code}`, { errors: foreign });

  const errors: FieldError[] = [];
  const refuse = (pointer: string, detail: string): undefined => {
    errors.push({ pointer, detail });
  };
  const buyer = readBuyer(market, body.buyer, refuse);
  const channel = body.channel ?? "shop-tab";
  if (!offersChannel(market, channel)) refuse("/channel", "is not offered in this market");
  if ((body.payment.installments ?? 1) > rules.maximumInstalments)
    refuse("/payment/installments", `must be at most ${rules.maximumInstalments}`);
  if (body.placedAt !== undefined && body.placedAt > plusSeconds(now, clockSkewSeconds))
    refuse("/placedAt", "must not be in the future");
  refuseTooMany(market, body, refuse);
  const amounts = readAmounts(market, body, refuse);
  if (errors.length > 0)
    return problem(invalid, "the order does not meet the market's rules", { errors: errors.slice(0, 20) });
  return {
    ...(body.externalId === undefined ? {} : { externalId: body.externalId }),
    placedAt: body.placedAt ?? now,
    channel,
    personalData: { buyer, ...(body.note === undefined ? {} : { note: body.note }) },
    ...amounts,
    payment: body.payment,
    holdSeconds: rules.holdSeconds,
  };
}

type Refuse = (pointer: string, detail: string) => undefined;

function fieldsReserved(body: OrderBody): FieldError[] {
  const detail = "needs the scope orders/import";
  const named = importFields.filter((field) => body[field] !== undefined).map((field) => `/${field}`);
  const ofLines = importLineFields.flatMap((field) => {
    const first = body.lines.findIndex((line) => line[field] !== undefined);
    return first === -1 ? [] : [`/lines/${first}/${field}`];
  });
  return [...named, ...ofLines].map((pointer) => ({ pointer, detail }));
}

function foreignAmounts({ currency }: Pick<Market, "currency">, body: OrderBody): FieldError[] {
  const detail = `must be ${currency.code}`;
  const amounts = [
    ...body.lines.flatMap((line, index) =>
      importLineFields.map((field) => [`/lines/${index}/${field}`, line[field]] as const),
    ),
    ...(["shipping", "discount"] as const).map((field) => [`/${field}`, body[field]] as const),
  ];
  return amounts
    .filter(([, amount]) => amount && amount.currency !== currency.code)
    .slice(0, 20)
    .map(([pointer]) => ({ pointer: `${pointer}/currency`, detail }));
}

function refuseTooMany({ orderLimits }: Pick<Market, "orderLimits">, { lines }: OrderBody, refuse: Refuse): void {
  const { maximumLines, maximumQuantity } = orderLimits;
  if (lines.length > maximumLines) refuse("/lines", `must hold at most ${maximumLines} lines`);
  const names = lines.reduce((bytes, line) => bytes + nameBytes(line.sellerId) + nameBytes(line.sku), 0);
  if (names > orderCeilings.names)
    refuse("/lines", `must name sellers and SKUs in at most ${orderCeilings.names} bytes together`);
  for (const [index, { quantity }] of lines.entries())
    if (quantity > maximumQuantity) refuse(`/lines/${index}/quantity`, `must be at most ${maximumQuantity}`);
}

const nameBytes = (name: string): number => Buffer.byteLength(JSON.stringify(name)) - 2;

function readAmounts(
  { currency, orderLimits }: Pick<Market, "currency" | "orderLimits">,
  body: OrderBody,
  refuse: Refuse,
) {
  const read = (text: string, pointer: string, most = orderLimits.maximumUnitPrice): Minor => {
    const amount = parseAmount(text, currency);
    if (amount === undefined) refuse(pointer, `must be a decimal with at most ${currency.exponent} places`);
    else if (amount < 0) refuse(pointer, "must not be negative");
    else if (amount > most) refuse(pointer, "is too large");
    else return amount;
    return zero;
  };
  const discountAt = (pointer: string, discount: { readonly amount: string } | undefined): Minor =>
    discount ? read(discount.amount, `${pointer}/discount/amount`, orderLimits.maximumTotal) : zero;
  const lines = body.lines.map(({ unitPrice, discount, ...line }, index) => ({
    ...line,
    agreedPrice: unitPrice && read(unitPrice.amount, `/lines/${index}/unitPrice/amount`),
    discount: discountAt(`/lines/${index}`, discount),
  }));
  const shipping = body.shipping ? read(body.shipping.amount, "/shipping/amount") : zero;
  return { lines, shipping, discount: discountAt("", body.discount) };
}

/** Codes are kept as the post writes them; a code that is none is refused rather than ignored. A territory by its own code
 *  is a region of its country. */
function readBuyer(market: Pick<Market, "address">, sent: OrderBody["buyer"], refuse: Refuse): Buyer {
  const { country, postcode, postcodePrefix, ...rest } = sent;
  const code = postcode === undefined ? undefined : readPostcode(market, postcode);
  const prefix = postcodePrefix === undefined ? undefined : readPostcodePrefix(market, postcodePrefix);
  if (postcode !== undefined && postcodePrefix !== undefined)
    refuse("/buyer/postcodePrefix", "must not come with a postcode");
  if (postcode !== undefined && code === undefined) refuse("/buyer/postcode", "is no postcode of this market");
  if (postcodePrefix !== undefined && prefix === undefined)
    refuse("/buyer/postcodePrefix", "is no beginning of a postcode of this market");
  const given = Object.entries({
    ...rest,
    ...countryAndRegion(market, country),
    postcode: code,
    postcodePrefix: prefix,
  });
  return Object.fromEntries(given.filter(([, value]) => value !== undefined)) as Buyer;
}
