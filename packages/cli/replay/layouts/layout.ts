import type { SourceRecord } from "../records.ts";

/** The layout of another system's export: how a file of it becomes orders as `replay` reads them. */
export type Layout = {
  /** What the file is: “Shopify's export of orders”. */
  readonly of: string;
  /** Each column or field that is read, and what it becomes. */
  readonly becomes: readonly (readonly [column: string, becomes: string])[];
  /** @throws CommandError when the text is no such file */
  readonly records: (text: string) => readonly SourceRecord[];
};
