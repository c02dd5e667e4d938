import { LogFormatter, Logger, LogItem } from "@aws-lambda-powertools/logger";
import type { LogAttributes, UnformattedAttributes } from "@aws-lambda-powertools/logger/types";

/** Lines without what the log knows by itself: when, and of which function. They are paid for by the byte. */
class ShortLines extends LogFormatter {
  override formatAttributes(
    { logLevel: level, message, xRayTraceId: trace }: UnformattedAttributes,
    more: LogAttributes,
  ): LogItem {
    return new LogItem({ attributes: { level, message, ...(trace ? { trace } : {}), ...more } });
  }
}

/** The structured log of a function. Ids, codes and durations only: no personal data, no request body. */
export const log = new Logger({ logFormatter: new ShortLines() });

/** What may be said of an error: its kind, its message and where. Messages of ours name fields, never values. */
export const errorFields = (error: unknown): Record<string, unknown> =>
  error instanceof Error
    ? { error: { name: error.name, message: error.message, stack: error.stack?.split("\n").slice(1, 6).join("\n") } }
    : { error: { name: typeof error } };
