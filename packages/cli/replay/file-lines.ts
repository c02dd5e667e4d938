import { createReadStream } from "node:fs";

/** A line of a file and its number, which starts at 1. */
export type FileLine = { readonly number: number; readonly text: string };

/**
 * The lines of a file, read as they are asked for. Only a line feed ends a line (Node's own `readline` also splits at
 * U+2028, which JSON text may contain). What follows the last line feed is a line unless it is empty.
 * @param limit read no more than the first so many lines
 */
export async function* fileLines(path: string, limit = Number.POSITIVE_INFINITY): AsyncGenerator<FileLine> {
  let rest = "";
  let number = 0;
  for await (const chunk of createReadStream(path, { encoding: "utf8", highWaterMark: 256 * 1024 })) {
    const parts = (rest + chunk).split("\n");
    rest = parts.pop() ?? "";
    for (const text of parts) {
      if (number >= limit) return;
      number += 1;
      yield { number, text: withoutMark(text, number) };
    }
  }
  if (rest !== "" && number < limit) yield { number: number + 1, text: withoutMark(rest, number + 1) };
}

/** Some programs begin a file with a byte order mark. */
const withoutMark = (text: string, number: number): string => (number === 1 ? text.replace(/^\uFEFF/, "") : text);
