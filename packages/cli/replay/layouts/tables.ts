import { type Options, parse } from "csv-parse/sync";
import { CommandError } from "../../terminal/outcome.ts";
import type { SourceRecord } from "../records.ts";

/** A row of a table: its columns by name, without space around them; what is empty is absent. */
export type Row = {
  readonly line: number;
  readonly text: string;
  readonly column: (name: string) => string | undefined;
  /** What is wrong with the row as a whole. */
  readonly wrong: string | undefined;
};

type Parsed = { readonly record: Readonly<Record<string, string>>; readonly raw: string; readonly info: Info };
type Info = { readonly lines: number; readonly error?: { readonly code: string; readonly message: string } };

/**
 * Reads a table with a header.
 * @param needed columns without which it is another file, each with the names that it goes by
 * @throws CommandError when one of them is missing, or a quote is never closed
 */
export function rowsOf(
  text: string,
  dialect: Pick<Options, "delimiter" | "quote">,
  needed: readonly (readonly string[])[],
): readonly Row[] {
  let header: readonly string[] = [];
  const options: Options = {
    ...dialect,
    bom: true,
    columns: (names: string[]) => {
      header = names.map((name) => name.trim());
      const missing = needed.find((known) => !known.some((name) => header.includes(name)));
      if (missing) throw new CommandError(`the file has no column “${missing[0]}”`);
      return [...header];
    },
    info: true,
    raw: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
  };
  const rows = parsed(text, options);
  if (header.length === 0) throw new CommandError("the file is empty");
  return rows
    .filter(({ record }) => Object.values(record).some((value) => value.trim() !== ""))
    .map(({ record, raw, info }) => ({
      line: info.lines,
      text: raw.replace(/\r?\n?$/, ""),
      column: (name) => (Object.hasOwn(record, name) && record[name]?.trim()) || undefined,
      wrong: info.error === undefined ? undefined : `has not the ${header.length} columns that the header names`,
    }));
}

function parsed(text: string, options: Options): readonly Parsed[] {
  try {
    return parse(text, options) as unknown as readonly Parsed[];
  } catch (error) {
    if (error instanceof CommandError) throw error;
    throw new CommandError(`the file is no such table: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** An order of several rows as one record. A row that is broken breaks its order: without it the order is another. */
export function recordOf(
  rows: readonly Row[],
  toOrder: (rows: readonly Row[]) => Readonly<Record<string, unknown>>,
): SourceRecord {
  const broken = rows.find(({ wrong }) => wrong !== undefined);
  return {
    number: rows[0]?.line ?? 0,
    text: rows.map((row) => row.text).join("\n"),
    value: toOrder(rows),
    ...(broken?.wrong === undefined ? {} : { wrong: `line ${broken.line} ${broken.wrong}` }),
  };
}
