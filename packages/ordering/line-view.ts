import * as z from "zod/mini";
import * as codes from "#kernel/codes";
import { type Currency, moneyView, zero } from "#kernel/money";
import { money } from "#kernel/schemas";
import { categories } from "#markets/vocabulary";
import { lineId } from "./contracts/ids.ts";
import { lineTotal } from "./lines.ts";
import type { LineStatus, OrderLine } from "./order.ts";

/** A line of an order as its clients see it. */
export const orderLineView = z.object({
  lineId,
  sellerId: codes.sellerId,
  sku: codes.sku,
  title: z.string(),
  category: z.enum(categories),
  /** As it was ordered, and how many units of it were cancelled since. */
  quantity: z.int(),
  cancelledQuantity: z.int(),
  unitPrice: money,
  /** Of all units that were ordered: what they cost, and what comes off it. */
  total: money,
  discount: money,
  status: z.enum(["open", "allocated", "dispatched", "delivered", "cancelled"]),
  /** What whoever cancelled units of it last wrote. */
  cancelReason: z.optional(z.string()),
  nodeId: z.optional(codes.nodeId),
});
export type OrderLineView = z.output<typeof orderLineView>;

/** Where a line stands, and how many units of it were cancelled. */
export type LineStanding = { readonly status: LineStatus; readonly cancelledQuantity: number };

/** A line as its clients see it, but for personal data. */
export const lineView = (line: OrderLine, standing: LineStanding, currency: Currency): OrderLineView => ({
  lineId: line.lineId,
  sellerId: line.sellerId,
  sku: line.sku,
  title: line.title,
  category: line.category,
  quantity: line.quantity,
  cancelledQuantity: standing.cancelledQuantity,
  unitPrice: moneyView(line.unitPrice, currency),
  total: moneyView(lineTotal(line), currency),
  discount: moneyView(line.discount ?? zero, currency),
  status: standing.status,
  nodeId: line.nodeId,
});
