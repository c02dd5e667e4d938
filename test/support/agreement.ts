import { expect } from "vitest";
import type { Market } from "#markets/schema";
import { cancelledUnitsOf, lineStatuses, linesWithout, lineTotal } from "#ordering/lines";
import { type LineStatus, type Order, type OrderLine, progressOf } from "#ordering/order";
import { allBooks, type Books, booksOf, type HoldRow, type OperationRow, type PaymentRow } from "./books.ts";
import { eventually } from "./eventually.ts";

/** Waits until orders, payments, the provider's books, holds, stock and shipments say the same of these orders, or of
 *  all that the market has, and fails with a list of what they disagree about. @returns what they say */
export function agreed(
  market: Market,
  orderIds?: readonly string[],
  patience: { readonly withinSeconds?: number; readonly everyMilliseconds?: number } = {},
): Promise<Books> {
  return eventually(
    async () => {
      const books = await (orderIds ? booksOf(market, orderIds) : allBooks(market));
      expect(
        (orderIds ?? []).filter((id) => !books.orders.has(id)),
        "orders that are gone",
      ).toEqual([]);
      expect(disagreements(books).slice(0, 20)).toEqual([]);
      return books;
    },
    { withinSeconds: 60, everyMilliseconds: 500, ...patience },
  );
}

/** Everything that the books disagree about, in words. An order whose money is still awaited is no disagreement. */
function disagreements(books: Books): string[] {
  const holds = Map.groupBy(books.holds, ({ orderId }) => orderId);
  const shipments = Map.groupBy(books.shipments, ({ orderId }) => orderId);
  const payments = [...books.payments.keys()].filter((id) => !books.orders.has(id));
  const strangers = [...holds.keys(), ...shipments.keys(), ...payments].filter((id) => !books.orders.has(id));
  return [
    ...strangers.map((id) => `${id} is no order, but something is kept for it`),
    ...[...books.orders].flatMap(([id, order]) => {
      const lines = books.lines.get(id) ?? [];
      const differences = [
        ...linesOf(order, lines),
        ...holdsOf(order, lines, holds.get(id) ?? []),
        ...paymentOf(order, lines, books),
        ...shipmentsOf(order, lines, shipments.get(id) ?? [], books.market),
      ];
      return differences.map((what) => `${id} (${order.status}): ${what}`);
    }),
    ...stockOf(books),
    ...books.unpublished.map((id) => `${id} was never published`),
  ];
}

const differs = (what: string, found: unknown, expected: unknown): string[] =>
  found === expected ? [] : [`${what} is ${found}, and should be ${expected}`];
const total = (amounts: readonly number[]): number => amounts.reduce((sum, amount) => sum + amount, 0);
const netOf = (line: OrderLine): number => lineTotal(line) - (line.discount ?? 0);
const isOver = ({ status }: Order): boolean => ["lapsed", "refused", "cancelled"].includes(status);

function linesOf(order: Order, lines: readonly OrderLine[]): string[] {
  const { goods, shipping, tax, discount } = order.totals;
  return [
    ...(order.status === "reserving" ? ["still takes its stock"] : []),
    ...differs("the number of lines", lines.length, order.lineCount),
    ...differs("the sum of the lines", total(lines.map(lineTotal)), goods),
    ...differs("the sum of their discounts", total(lines.map((line) => line.discount ?? 0)), discount),
    ...differs("the total", order.totals.total, goods + shipping + tax - discount),
  ];
}

/** What became of lines, as their stock sees it. */
const kept = { open: "quantity", allocated: "quantity", dispatched: "consumed", delivered: "consumed" } as const;

function holdsOf(order: Order, lines: readonly OrderLine[], holds: readonly HoldRow[]): string[] {
  const found = unitsBy(holds, placeOf, ({ quantity, released = 0, consumed = 0 }) => ({
    quantity,
    released,
    consumed,
  }));
  if (order.status === "refused") return [...found].flatMap(([at, units]) => differs(`held ${at}`, units.quantity, 0));
  const statusOf = statusesOf(order);
  const cancelledOf = cancelledUnitsOf(progressOf(order));
  const expected = unitsBy(lines, placeOf, (line) => {
    const status = statusOf(line.lineId);
    if (isOver(order) || status === "cancelled") return { ...nothing, released: line.quantity };
    const released = cancelledOf(line);
    return { ...nothing, released, [kept[status]]: line.quantity - released };
  });
  return [...new Set([...found.keys(), ...expected.keys()])].flatMap((at) => {
    const [here, there] = [found.get(at) ?? nothing, expected.get(at) ?? nothing];
    return (["quantity", "released", "consumed"] as const).flatMap((figure) =>
      differs(`${figure} at ${at}`, here[figure], there[figure]),
    );
  });
}

const nothing = { quantity: 0, released: 0, consumed: 0 };
type Units = typeof nothing;
const placeOf = ({ sellerId, sku, nodeId }: Omit<HoldRow, "bucket" | "orderId" | "taken" | "quantity">): string =>
  `${sellerId}/${sku}/${nodeId}`;

function unitsBy<Thing>(things: readonly Thing[], nameOf: (thing: Thing) => string, unitsOf: (thing: Thing) => Units) {
  const sums = new Map<string, Units>();
  for (const thing of things) {
    const before = sums.get(nameOf(thing)) ?? nothing;
    const more = unitsOf(thing);
    sums.set(nameOf(thing), {
      quantity: before.quantity + more.quantity,
      released: before.released + more.released,
      consumed: before.consumed + more.consumed,
    });
  }
  return sums;
}

const statusesOf = (order: Order): ((lineId: string) => LineStatus) => lineStatuses(progressOf(order));

function paymentOf(order: Order, lines: readonly OrderLine[], books: Books): string[] {
  const payment = books.payments.get(order.id);
  const operations = books.operations.get(order.id) ?? [];
  const authorise = operations.find(({ key }) => key === "authorise");
  if (order.status === "reserving") return payment ? ["is paid for before it has its stock"] : [];
  if (!payment) return [`has no payment`];
  const inFlight = operations.filter(({ state }) => state !== "succeeded" && state !== "failed");
  if (authorise && inFlight.includes(authorise))
    return order.status === "held" || isOver(order) ? [] : [`goes on although its payment is ${payment.status}`];
  return [
    ...inFlight.map(({ key, state }) => `its payment's ${key} is ${state}`),
    ...operations
      .filter(({ key, state }) => state === "failed" && key !== "authorise")
      .map(({ key }) => `${key} failed`),
    ...differs("held, although its payment is known; it", order.status === "held", false),
    ...moneyOf(order, lines, payment, authorise?.state === "succeeded"),
    ...providersBooks(payment, operations, books.accounts.get(order.id.replace(/^ord/, "pay"))),
  ];
}

function moneyOf(order: Order, lines: readonly OrderLine[], payment: PaymentRow, isAuthorised: boolean): string[] {
  const { authorised, captured, refunded, uncaptured } = payment;
  if (!isAuthorised)
    return [
      ...(isOver(order) ? [] : [`goes on although its payment is ${payment.status}`]),
      ...differs("money moved", authorised + captured + refunded, 0),
    ];
  const immediate = payment.terms?.captureMode === "immediate";
  if (isOver(order))
    return [
      ...differs("captured", captured, immediate ? order.totals.total : 0),
      ...differs("refunded", refunded, captured),
      ...differs("still authorised", uncaptured, 0),
      ...differs("the payment", payment.status, immediate ? "refunded" : "voided"),
    ];
  const statusOf = statusesOf(order);
  const having = (...statuses: readonly LineStatus[]) =>
    lines.filter(({ lineId }) => statuses.includes(statusOf(lineId)));
  const gone = cancelledUnitsOf(progressOf(order));
  const sent = linesWithout(having("dispatched", "delivered"), gone);
  const owed = sent.length === 0 ? 0 : total(sent.map(netOf)) + order.totals.total - total(lines.map(netOf));
  const waiting = having("open", "allocated").length > 0;
  return [
    ...differs("authorised", authorised, order.totals.total),
    ...differs("captured", captured, immediate ? order.totals.total : owed),
    ...differs(
      "refunded",
      refunded,
      immediate ? total(lines.map(netOf)) - total(linesWithout(lines, gone).map(netOf)) : 0,
    ),
    ...(waiting ? [] : differs("still authorised", uncaptured, 0)),
  ];
}

/** What the provider says must be what we say. */
function providersBooks(
  { authorised, captured, refunded }: PaymentRow,
  operations: readonly OperationRow[],
  account: Books["accounts"] extends Map<string, infer Account> ? Account | undefined : never,
): string[] {
  const voided = total(
    operations.filter(({ key, state }) => key === "void" && state === "succeeded").map(({ amount }) => amount),
  );
  return [
    ...differs("authorised at the provider", account?.authorised ?? 0, authorised),
    ...differs("captured at the provider", account?.captured ?? 0, captured),
    ...differs("refunded at the provider", account?.refunded ?? 0, refunded),
    ...differs("voided at the provider", account?.voided ?? 0, voided),
  ];
}

function shipmentsOf(
  order: Order,
  lines: readonly OrderLine[],
  shipments: Books["shipments"],
  { nodes }: Market,
): string[] {
  const statusOf = statusesOf(order);
  const known = new Map(progressOf(order).shipments.map((shipment) => [shipment.id as string, shipment.status]));
  const byId = new Map(linesWithout(lines, cancelledUnitsOf(progressOf(order))).map((line) => [line.lineId, line]));
  const shipped = new Set<string>();
  const wrong = shipments.flatMap((shipment) => [
    // an order that was cancelled before it heard of its shipments does not hear of them any more
    ...differs(`${shipment.id} in the order`, known.get(shipment.id) ?? "cancelled", shipment.status),
    ...(nodes.some(({ id }) => id === shipment.nodeId) ? [] : [`${shipment.nodeId} is another market's`]),
    ...shipment.lines.flatMap(({ lineId, sku, quantity }) => {
      if (shipped.has(lineId)) return [`${lineId} is in two shipments`];
      shipped.add(lineId);
      const { sellerId, nodeId } = shipment;
      const line = byId.get(lineId);
      const [here, there] = [{ sellerId, nodeId, sku, quantity }, line].map((one) =>
        one ? [one.sellerId, one.nodeId, one.sku, one.quantity].join("/") : "nothing",
      );
      return [
        ...differs(`${lineId} in ${shipment.id}`, here, there),
        ...differs(`${lineId} of ${shipment.id}`, statusOf(lineId), lineStatusIn[shipment.status]),
      ];
    }),
  ]);
  const sendable = order.status === "confirmed" || order.status === "completed" ? lines : [];
  const left = sendable.filter(({ lineId }) => statusOf(lineId) !== "cancelled" && !shipped.has(lineId));
  const missing = [...known.keys()].filter((id) => !shipments.some((shipment) => shipment.id === id));
  return [
    ...wrong,
    ...left.map(({ lineId }) => `${lineId} is in no shipment`),
    ...missing.map((id) => `${id} does not exist`),
  ];
}
const lineStatusIn: Readonly<Record<string, string>> = {
  planned: "allocated",
  dispatched: "dispatched",
  delivered: "delivered",
};

function stockOf({ stock, holds }: Books): string[] {
  const held = unitsBy(holds, addressOf, ({ quantity }) => ({ ...nothing, quantity }));
  const known = new Set(stock.map(addressOf));
  return [
    ...[...held.keys()].filter((at) => !known.has(at)).map((at) => `units are held at ${at}, where nothing is`),
    ...stock.flatMap((row) => {
      const at = addressOf(row);
      return [
        ...differs(`stock held at ${at}`, row.held, held.get(at)?.quantity ?? 0),
        ...(row.available < 0 || row.held < 0 ? [`less than nothing is at ${at}`] : []),
        ...(row.retired && row.available !== 0 ? [`${row.available} units are stranded at ${at}`] : []),
      ];
    }),
    ...holds
      .filter(({ taken, quantity, released = 0, consumed = 0 }) => taken !== quantity + released + consumed)
      .map((hold) => `units of ${hold.orderId} got lost at ${addressOf(hold)}`),
  ];
}
const addressOf = (row: { sellerId: string; sku: string; nodeId: string; bucket: number }): string =>
  `${placeOf(row)}/${row.bucket}`;
