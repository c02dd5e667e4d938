import * as z from "zod/mini";

const count = z.int();
const amount = z.string();
const goods = z.object({ orders: count, units: count, goods: amount });

/** One line of a report. `level` and `period` stand where a figure is too coarse for what was asked: then it is known
 *  for that period and those catch-alls only. */
const reportItem = z.object({
  market: z.optional(z.string()),
  date: z.optional(z.string()),
  hour: z.optional(z.string()),
  channel: z.optional(z.string()),
  category: z.optional(z.string()),
  level: z.optional(z.string()),
  period: z.optional(z.string()),
  currency: z.string(),
  sale: goods,
  cancellation: goods,
  shipping: amount,
  buyersAtLeast: count,
});
export type ReportItem = z.output<typeof reportItem>;

/** A report of sales. `partly`: what lies only partly in the time asked for; `rates`: those that were used; `lag`:
 *  since when, in seconds, the centre has not known that it has everything of an attached market, `null` where it never
 *  heard of one; `behind`: how many of its batches are known of and not shown yet. */
export const reportView = z.object({
  items: z.array(reportItem),
  partly: z.array(reportItem),
  rates: z.array(
    z.object({ from: z.string(), to: z.string(), rate: z.string(), date: z.string(), source: z.string() }),
  ),
  lag: z.record(z.string(), z.nullable(z.number())),
  behind: z.record(z.string(), z.int()),
});
