import type { Instant } from "#kernel/time";
import { deadlineOf, type Invocation } from "./deadline.ts";
import type { TableHandle } from "./dynamo.ts";
import { errorFields, log } from "./log.ts";
import { gauge } from "./metrics.ts";
import type { Publish } from "./publish.ts";
import { type Retried, retryOutbox } from "./retry-outbox.ts";
import type { Report } from "./schedule-function.ts";

/** Milliseconds of a run that are kept for the tables: what the bus took in the last moment is to be removed. */
const reservedForTables = 10_000;

/**
 * Publishes what was set aside of several tables, side by side: one that cannot be read holds up no other. How long the
 * oldest of a table has waited becomes the metric `OutboxLagSeconds` of that table, so that its alarm names what is
 * stuck; of a table that could not be looked through nothing is reported, and silence rings.
 * @returns the sum of all tables; `lagSeconds` is that of the worst, and absent when one of them is not known
 */
export async function retryOutboxes(
  handles: readonly TableHandle[],
  publish: Publish,
  now: Instant,
  invocation: Invocation,
): Promise<Report> {
  const until = deadlineOf(invocation, reservedForTables);
  const retried = await Promise.all(
    handles.map(async (handle) => {
      try {
        const one = await retryOutbox(handle, publish, now, until);
        gauge("OutboxLagSeconds", { table: handle.table }, one.lagSeconds, "Seconds");
        return one;
      } catch (error) {
        log.error("the outbox of a table could not be tried again", { table: handle.table, ...errorFields(error) });
        return undefined;
      }
    }),
  );
  const known = retried.filter((one) => one !== undefined);
  const sum = (of: (one: Retried) => number): number => known.reduce((total, one) => total + of(one), 0);
  return {
    republished: sum(({ republished }) => republished),
    refused: sum(({ refused }) => refused),
    ...(known.length === handles.length
      ? { lagSeconds: Math.max(0, ...known.map(({ lagSeconds }) => lagSeconds)) }
      : {}),
  };
}
