/** A value of JSON in which every number is the text that stands there: `10.00` and `12345678901234567890` stay whole. */
export type JsonText = string | boolean | null | readonly JsonText[] | { readonly [name: string]: JsonText };

/**
 * Reads JSON without reading its numbers: what they mean is for the field to say, and none loses a digit.
 * @returns `undefined` when the text is no JSON
 */
export function parseJson(text: string): JsonText | undefined {
  try {
    return JSON.parse(text, asWritten as (name: string, value: unknown) => unknown) as JsonText;
  } catch {
    return undefined; // whoever reads the message needs to know that it is no JSON, not at which character
  }
}

/** The third argument is ECMAScript 2026's (JSON.parse source text access), which the types do not know yet. */
const asWritten = (_: string, value: unknown, { source }: { readonly source?: string }): unknown =>
  typeof value === "number" ? source : value;

/** Whether a value is an object with members. */
export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
