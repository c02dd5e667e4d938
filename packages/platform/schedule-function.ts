import type * as z from "zod/mini";
import { type Instant, instantOf } from "#kernel/time";
import { readEnvironment } from "./environment.ts";
import { log } from "./log.ts";
import type { EnvironmentSchema } from "./manifest.ts";

/** A Lambda function started by the clock. What it reports is logged; what it throws is retried and alarmed. */
export function scheduleFunction<E extends EnvironmentSchema>(
  { environment }: { readonly environment: E },
  build: (environment: z.output<E>) => (now: Instant) => Promise<Readonly<Record<string, number>>>,
) {
  const run = build(readEnvironment(environment));
  return async (): Promise<void> => {
    const report = await run(instantOf(Date.now()));
    if (Object.values(report).some((count) => count > 0)) log.info("run", report);
  };
}
