import * as z from "zod/mini";
import { busName, tableName, tableNames } from "#platform/environment";
import { type StreamSpec, schedule } from "#platform/manifest";
import { outboxPattern } from "#platform/outbox-layout";

/** A function for each table that publishes, so that one that is stuck holds up no other. What people notice of it says
 *  the table. */
export const relay = {
  patterns: [outboxPattern],
  environment: z.object({ TABLE: tableName, BUS_NAME: busName }),
  triesFor: "a-day",
} as const satisfies Omit<StreamSpec, "table" | "impactWhenStuck">;

/** One for all tables that publish: what the bus takes at once leaves nothing to do. */
export const retry = schedule({
  everyMinutes: 1,
  environment: z.object({ TABLES: tableNames, BUS_NAME: busName }),
  impactWhenStuck: "Events that the bus refused stay unpublished; the alarm of each table says what people notice.",
});
