import * as z from "zod/mini";
import { documented } from "#kernel/documented";
import { notes } from "./report-notes.ts";

const count = z.int();
const amount = z.string();
/** A time of the market's reporting zone. */
const dated = (pattern: string) =>
  documented(z.optional(z.string()), (generated) => ({ ...generated, pattern: `^${pattern}$` }));
const goods = z.object({ orders: count, units: count, goods: amount });

/** One line of a report. `level` and `period` stand where a figure is too coarse for what was asked: then it is known
 *  for that period and those catch-alls only. */
const reportItem = z.object({
  market: z.optional(z.string()),
  date: dated("\\d{4}-\\d{2}-\\d{2}"),
  hour: dated("\\d{4}-\\d{2}-\\d{2}T\\d{2}"),
  week: dated("\\d{4}-W\\d{2}"),
  month: dated("\\d{4}-\\d{2}"),
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
/** One line of a report. */
export type ReportItem = z.output<typeof reportItem>;

/**
 * A report of sales.
 * - `totals`: what all items come to, a line a currency. Each figure is rounded once, so the items may add up to half a
 *   minor unit each more or less; the totals are the same however the items are split.
 * - `partly`: what lies only partly in the time asked for.
 * - `rates`: those that were used; a currency that is not `to` of any is crossed through it.
 * - `notes`: what else to know, above all why something is not shown; `of` names markets, periods or currencies.
 * - `lag`: since when, in seconds, the centre has not known that it has everything of an attached market that was asked
 *   for, `null` where it never heard of it; `behind`: how many of its batches are known of and not shown yet.
 */
export const reportView = z.object({
  items: z.array(reportItem),
  totals: z.array(reportItem),
  partly: z.array(reportItem),
  rates: z.array(
    z.object({ from: z.string(), to: z.string(), rate: z.string(), date: z.string(), source: z.string() }),
  ),
  notes: z.array(
    z.object({
      code: z.enum(Object.keys(notes) as (keyof typeof notes)[]),
      detail: z.string(),
      of: z.optional(z.array(z.string())),
    }),
  ),
  lag: z.record(z.string(), z.nullable(z.number())),
  behind: z.record(z.string(), z.int()),
});
