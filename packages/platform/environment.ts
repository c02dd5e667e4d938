import * as z from "zod/mini";
import type { EnvironmentSchema } from "./manifest.ts";

export const tableName = z.string().check(z.minLength(3));
/** Names of tables with blanks between. */
export const tableNames = z.string().check(z.regex(/^\S+( \S+)*$/));
export const busName = z.string().check(z.minLength(1));
export const queueUrl = z.string().check(z.startsWith("http"));
export const secretArn = z.string().check(z.startsWith("arn:"));

/** Reads the variables a manifest declares.
 *  @throws Error naming the missing variables, at start-up and never later; values are not shown */
export function readEnvironment<Schema extends EnvironmentSchema>(schema: Schema): z.output<Schema> {
  const result = z.safeParse(schema, process.env);
  if (result.success) return result.data;
  const names = [...new Set(result.error.issues.map((issue) => issue.path.join(".")))];
  throw new Error(`environment variables missing or malformed: ${names.join(", ")}`);
}
