import * as z from "zod";
import { orderCeilings } from "../order-ceilings.ts";
import { channels as allChannels } from "../vocabulary.ts";
import { amount, count } from "./figures.ts";

/** Where buyers may be when they order, some of those that all markets have in common. */
export const channels = z.array(z.enum(allChannels)).min(1);

const atMost = (ceiling: number) => count.max(ceiling, `must be at most ${ceiling}, the technical limit`);

/** Bounds of one order: what goes beyond them is refused as invalid, and nothing is taken. */
export const orderLimits = z.strictObject({
  maximumLines: atMost(orderCeilings.lines),
  /** Units of one line. */
  maximumQuantity: atMost(orderCeilings.quantity),
  /** Of one unit, listed or agreed; also the most that shipping may cost. */
  maximumUnitPrice: amount,
  /** Goods and shipping together, before tax. */
  maximumTotal: amount,
});
