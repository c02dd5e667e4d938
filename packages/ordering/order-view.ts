import * as z from "zod/mini";
import { shipmentId } from "#fulfillment/contracts/ids";
import * as codes from "#kernel/codes";
import { instant, money } from "#kernel/schemas";
import { categories, channels, paymentMethods } from "#markets/vocabulary";
import { paymentId } from "#payments/contracts/ids";
import { lineId, orderId } from "./contracts/ids.ts";
import { orderStatuses } from "./order.ts";

/** An order as its clients see it. */
export const orderView = z.object({
  id: orderId,
  externalId: z.optional(z.string()),
  market: z.string(),
  status: z.enum(orderStatuses),
  statusReason: z.optional(z.string()),
  channel: z.enum(channels),
  currency: z.string(),
  placedAt: instant,
  recordedAt: instant,
  dueAt: z.optional(instant),
  lines: z.array(
    z.object({
      lineId,
      sellerId: codes.sellerId,
      sku: codes.sku,
      title: z.string(),
      category: z.enum(categories),
      quantity: z.int(),
      unitPrice: money,
      total: money,
      status: z.enum(["open", "allocated", "dispatched", "delivered", "cancelled"]),
      nodeId: z.optional(codes.nodeId),
    }),
  ),
  goods: money,
  shipping: money,
  discount: money,
  tax: money,
  total: money,
  /** Without amounts for sellers: they are the whole order's. */
  payment: z.object({
    id: paymentId,
    method: z.enum(paymentMethods),
    status: z.string(),
    authorised: z.optional(money),
    captured: z.optional(money),
    refunded: z.optional(money),
  }),
  shipments: z.array(z.object({ id: shipmentId, status: z.enum(["planned", "dispatched", "delivered", "cancelled"]) })),
  /** Only for operations, support and the caller that placed the order. */
  buyer: z.optional(z.record(z.string(), z.string())),
  version: z.int(),
});
export type OrderView = z.output<typeof orderView>;
