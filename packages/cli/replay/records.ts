import { fileLines } from "./file-lines.ts";
import { parseJson } from "./parse-json.ts";

/** One order of a source, before anybody looked at its fields. */
export type SourceRecord = {
  /** The line on which it stands, or begins, from 1; in a JSON document its place there. */
  readonly number: number;
  /** As it stands there; of a JSON document, one order of it with its numbers as text. */
  readonly text: string;
  /** `undefined` where there is no JSON. */
  readonly value: unknown;
  /** What is wrong with the whole of it, whatever its fields say. */
  readonly wrong?: string;
};

/** The orders of a file that has one a line, read as they are asked for. Blank lines are nothing. */
export async function* recordsByLine(path: string, limit: number | undefined): AsyncGenerator<SourceRecord> {
  for await (const { number, text } of fileLines(path, limit))
    if (text.trim() !== "") yield { number, text, value: parseJson(text) };
}
