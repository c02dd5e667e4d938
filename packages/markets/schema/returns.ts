import * as z from "zod";
import { days, span } from "./figures.ts";
import { history } from "./provenance.ts";

/** How a buyer may go back on an order, and by when things must have happened. Not read yet: for returns of goods. */
export const returns = history({
  /** Days from receipt in which a buyer may withdraw. */
  withdrawalDays: days,
  /** Whether the law grants them, or the marketplace. */
  withdrawalBy: z.enum(["law", "policy"]),
  /** Days from withdrawing in which goods must be sent back; `null` where no rule is known. */
  sendBackDays: z.nullable(days),
  /** By when money goes back, counted from goods or proof of return received; `null` where no rule is known. */
  refundAfterReturn: z.nullable(span),
  /** The same for goods that were never sent, counted from the cancellation. */
  refundUnshipped: z.nullable(span),
  /** Which delivery cost goes back with the goods: the least dear way offered, all of it, or what the marketplace grants. */
  refundsDelivery: z.enum(["basic", "all", "policy"]),
  /** Whether the refund is adjusted for inflation. */
  inflationAdjusted: z.boolean(),
  /** Days from the order to dispatch when nothing was stated; `null`: as offered. */
  dispatchDays: z.nullable(days),
});
