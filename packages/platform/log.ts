import { Logger } from "@aws-lambda-powertools/logger";

/** The structured log of a function. Ids, codes and durations only: no personal data, no request body. */
export const log = new Logger();

/** What may be said of an error: its kind, its message and where. Messages of ours name fields, never values. */
export const errorFields = (error: unknown): Record<string, unknown> =>
  error instanceof Error
    ? { error: { name: error.name, message: error.message, stack: error.stack?.split("\n").slice(1, 6).join("\n") } }
    : { error: { name: typeof error } };
