import type { SourceMap } from "node:module";

/** A place in a bundle, wherever it was unpacked: `file:///var/task/index.mjs:1:2345`. */
const place = /(?:file:\/\/)?[^\s()"'\\]*\bindex\.mjs:(\d+):(\d+)/g;

/**
 * A text in which every place in a bundle is the place in our sources, with the name that was there: a stack trace, or the line of
 * a log that holds one. What the map does not know stays as it is.
 * @returns the text, and how many places were found in it
 */
export function readable(text: string, map: Pick<SourceMap, "findEntry">): { text: string; places: number } {
  let places = 0;
  const read = text.replaceAll(place, (whole, line: string, column: string) => {
    places++;
    // traces count from 1, maps from 0; for a line that it does not know, Node names the last that it knows
    const entry = map.findEntry(Number(line) - 1, Number(column) - 1);
    if (!("originalSource" in entry) || entry.generatedLine !== Number(line) - 1) return whole;
    return `${entry.originalSource}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
  });
  return { text: read, places };
}
