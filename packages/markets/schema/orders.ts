import * as z from "zod";
import { channels as allChannels } from "../vocabulary.ts";
import { amount, count } from "./figures.ts";

/** Where buyers may be when they order, some of those that all markets have in common. */
export const channels = z.array(z.enum(allChannels)).min(1);

/** Bounds of one order, by the API's contract; amounts beyond them are refused as invalid. */
export const orderLimits = z.strictObject({
  maximumLines: count,
  maximumQuantity: count,
  /** Of one unit, listed or agreed; also the most that shipping may cost. */
  maximumUnitPrice: amount,
  /** Goods and shipping together, before tax. */
  maximumTotal: amount,
});
