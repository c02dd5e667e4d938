import type { ShipmentId } from "#fulfillment/contracts/ids";
import type { Decision } from "#kernel/decision";
import { minor, zero } from "#kernel/money";
import type { Instant } from "#kernel/time";
import type { LineId, OrderId } from "./contracts/ids.ts";
import type { Share } from "./contracts/share.ts";
import { evolve } from "./evolve.ts";
import { noProgress, type Order, type OrderIn, type OrderLine } from "./order.ts";
import type { OrderEvent } from "./order-event.ts";
import { totalsOf } from "./totals.ts";

export const orderId = "ord_01jd0000000000000000000000" as OrderId;
export const shipmentId = (number: number) =>
  `shp_01jd00000000000000000000${String(number).padStart(2, "0")}` as ShipmentId;
export const noon = "2026-11-22T12:00:00.000Z" as Instant;
export const later = "2026-11-22T13:00:00.000Z" as Instant;

export const line = (number: number, change: Partial<OrderLine> = {}): OrderLine => ({
  lineId: `l${number}`,
  sellerId: "ada",
  sku: `SKU-${number}`,
  title: `Thing ${number}`,
  category: "toys",
  quantity: number,
  unitPrice: minor(100),
  nodeId: "north",
  ...change,
});
/** Three lines of 1.00, 2.00 and 3.00, two of one seller and node. */
export const threeLines = [line(1), line(2), line(3, { sellerId: "bob", nodeId: "south" })];

/** Some of the three lines. */
export const someLines = (...lineIds: readonly LineId[]): readonly OrderLine[] =>
  threeLines.filter(({ lineId }) => lineIds.includes(lineId));

/** A cancellation names these lines, with all their units that are left. */
export const naming = (lineIds: readonly LineId[]) => ({ lines: lineIds.map((lineId) => ({ lineId })) });
/** Whole lines, as a cancellation of them says. */
export const allUnits = (lines: readonly OrderLine[]) =>
  lines.map(({ lineId, quantity }) => ({ lineId, quantity, left: 0 }));

/** What of the order is one seller's, as events tell of it. @param goods, shipping in cents */
export const share = (sellerId: string, goods: number, shipping: number): Share => ({
  ...{ sellerId, goods: minor(goods), discount: { platform: zero, seller: zero }, shipping: minor(shipping) },
  ...{ fees: [], taxRemoved: zero, taxes: [], duties: [], amount: minor(goods + shipping) },
});

const terms = (lines: readonly OrderLine[]) => ({
  id: orderId,
  market: "here",
  channel: "search" as const,
  currency: { code: "EUR", exponent: 2 },
  totals: totalsOf(lines, minor(50)),
  lineCount: lines.length,
  pages: 1,
  method: "card" as const,
  holdSeconds: 900,
  placedAt: noon,
  recordedAt: noon,
  placedBy: "storefront",
  version: 1,
});
export const reservingOrder = (lines = threeLines, chunks = 1): OrderIn<"reserving"> => ({
  ...terms(lines),
  status: "reserving",
  deadline: later,
  nextChunk: 0,
  chunks,
});
export const heldOrder = (lines = threeLines): OrderIn<"held"> => ({
  ...terms(lines),
  ...noProgress,
  status: "held",
  dueAt: later,
});
export const confirmedOrder = (lines = threeLines): OrderIn<"confirmed"> => ({
  ...terms(lines),
  ...noProgress,
  status: "confirmed",
  confirmedAt: noon,
  withdrawnLines: [],
});

/** The order after a decision; as it was when nothing was accepted. */
export const having = (order: Order, decision: Decision<OrderEvent, unknown>): Order =>
  decision.outcome === "accepted" ? decision.events.reduce(evolve, order) : order;

/** A shipment with these lines is to leave. @param of the order's lines, with the units that are left of them */
export const dispatchOf = (number: number, lineIds: readonly LineId[], of: readonly OrderLine[] = threeLines) => ({
  orderId,
  shipmentId: shipmentId(number),
  lines: lineIds.map((lineId) => ({
    lineId,
    quantity: of.find((one) => one.lineId === lineId)?.quantity ?? 1,
  })),
  carrier: "post",
  dispatchedAt: noon,
});
