import type * as z from "zod/mini";
import { type Instant, instantOf } from "#kernel/time";
import type { Invocation } from "./deadline.ts";
import { readEnvironment } from "./environment.ts";
import { log } from "./log.ts";
import type { EnvironmentSchema } from "./manifest.ts";
import { lag } from "./metrics.ts";

/** What a run did. `lagSeconds`: how long the oldest work had been due when the run began; 0 when none was, and absent when
 *  the run cannot know: silence rings, as it does when none comes to its end. */
export type Report = Readonly<Record<string, number>> & { readonly lagSeconds?: number };

/** A Lambda function started by the clock. What it reports is logged, its lag becomes the
 *  metric `LagSeconds`, and what it throws is left to the next run and alarmed. */
export function scheduleFunction<E extends EnvironmentSchema>(
  { environment }: { readonly environment: E },
  build: (environment: z.output<E>) => (now: Instant, invocation: Invocation) => Promise<Report>,
) {
  const run = build(readEnvironment(environment));
  return async (_start: unknown, invocation: Invocation): Promise<void> => {
    const report = await run(instantOf(Date.now()), invocation);
    log.info("run", report);
    if (report.lagSeconds !== undefined) lag("LagSeconds", report.lagSeconds);
  };
}
