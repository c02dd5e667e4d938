import { type DomainEvent, eventIds } from "#kernel/event";
import { newId } from "#kernel/ids";
import type { Instant } from "#kernel/time";
import { eventOf } from "#platform/event-envelope";
import { errorFields, log } from "#platform/log";
import { outOfOrderPage } from "./batch-store.ts";
import { batchesReceivedV1 } from "./contracts/batches-received.v1.ts";
import { byMarket, isAnswerDue, isIncomplete, lagSeconds, missingIn, newestOf, type Series } from "./series.ts";
import { type Archive, advanceSeries } from "./store-batch.ts";

/** Puts events on a market's bus for directives. @returns the ids of those it took */
export type PutDirectives = (events: readonly DomainEvent[]) => Promise<ReadonlySet<string>>;
/** How the figures of a market are watched. */
export type Gauges = (market: string, figures: { readonly lagSeconds: number; readonly missing: number }) => void;

/**
 * Goes on where something stopped, tells each attached market what arrived, and asks again for what is missing. All of
 * a market's epochs are told together, so that an answer which was lost at a detachment comes after the next
 * attachment. A market that cannot be answered holds up no other: it is due again with the next run.
 * @param directives of the markets that are attached, by their codes
 * @param gauges watches each market's figures
 * @returns how many markets were answered and how many could not be, how many batches are missing in all, and how far
 *   behind, in seconds, the market is that is farthest behind
 */
export async function acknowledgeBatches(
  archive: Archive,
  { directives, gauges }: { readonly directives: ReadonlyMap<string, PutDirectives>; readonly gauges: Gauges },
  now: Instant,
): Promise<{
  readonly answered: number;
  readonly failed: number;
  readonly missing: number;
  readonly lagSeconds: number;
}> {
  await advanceIncomplete(archive, now);
  const markets = byMarket(await archive.batches.allSeries());
  const report = { answered: 0, failed: 0, missing: 0, lagSeconds: 0 };
  for (const [market, put] of directives) {
    const series = markets.get(market) ?? [];
    const missing = await missingOf(archive, newestOf(series));
    // one that was never heard has nothing here that could be old; whether it is heard at all, its own side watches
    const behind = lagSeconds(series, now) ?? 0;
    gauges(market, { missing: missing.length, lagSeconds: behind });
    report.missing += missing.length;
    report.lagSeconds = Math.max(report.lagSeconds, behind);
    if (!isAnswerDue(series, missing, now)) continue;
    try {
      await acknowledge(archive, put, series, missing, now);
      report.answered++;
    } catch (error) {
      // the others are answered all the same; this one is due again in a minute
      log.error("a market could not be answered", { market, ...errorFields(error) });
      report.failed++;
    }
  }
  return report;
}

/** Goes on with every series that is not complete. One that cannot go on holds up no other: nobody is to feel what
 *  another market published. */
async function advanceIncomplete(archive: Archive, now: Instant): Promise<void> {
  for (const series of (await archive.batches.allSeries()).filter(isIncomplete))
    try {
      await advanceSeries(archive, series, now);
    } catch (error) {
      const { market, epoch, through } = series;
      log.error("a series does not advance", { market, epoch, through, ...errorFields(error) });
    }
}

async function missingOf({ batches }: Archive, newest: Series | undefined): Promise<readonly number[]> {
  if (!newest || !isIncomplete(newest)) return [];
  return missingIn(newest, await batches.outOfOrderAfter(newest, newest.through), outOfOrderPage);
}

async function acknowledge(
  { batches }: Archive,
  put: PutDirectives,
  series: readonly Series[],
  missing: readonly number[],
  now: Instant,
): Promise<void> {
  const newest = newestOf(series);
  const events = series.map((each) => ({ each, event: eventFor(each, each === newest ? missing : [], now) }));
  const taken = await put(events.map(({ event }) => event));
  for (const { each, event } of events) {
    if (!taken.has(event.id)) throw new Error("the market's bus refused an answer");
    await batches.noteAnswered(each, now, each === newest && missing.length > 0);
  }
}

const eventFor = ({ market, epoch, through }: Series, missing: readonly number[], now: Instant) =>
  eventOf(batchesReceivedV1, {
    id: newId(eventIds),
    subject: `${market}/${epoch}`,
    version: through,
    time: now,
    data: { market, epoch, through, missing: [...missing] },
  });
