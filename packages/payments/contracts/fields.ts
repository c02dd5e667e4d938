import * as z from "zod/mini";
import { shipmentId } from "#fulfillment/contracts/ids";
import { amount, currency } from "#kernel/schemas";
import { orderId } from "#ordering/contracts/ids";
import { paymentId } from "./ids.ts";

/** Why a provider refused, as a word for programs: `declined`, `authorisation-expired`. */
export const reasonCode = z.string().check(z.regex(/^[a-z][a-z0-9-]{0,63}$/));

/** What the provider knows an operation by: with it, its report and ours are compared. */
export const reference = z.string().check(z.minLength(1), z.maxLength(255));

/** Money that a provider moved. Amounts are in the minor unit of `currency`. */
export const movedMoney = {
  orderId,
  paymentId,
  /** The shipment whose money it is, where it is the money of one. */
  shipmentId: z.optional(shipmentId),
  currency,
  /** Moved by this operation. */
  amount,
  /** Captured of the payment in all, so far. */
  captured: amount,
  /** One of the market's methods. */
  method: z.string(),
  /** The name of the provider that moved it. */
  provider: z.string(),
  reference,
};
