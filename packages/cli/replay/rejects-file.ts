import { createWriteStream } from "node:fs";
import { resolve } from "node:path";
import { finished } from "node:stream/promises";
import { CommandError } from "../terminal/outcome.ts";
import type { Reject } from "./replay.ts";

/** Where rejected lines go. */
export type Rejects = { add(reject: Reject): void; close(): Promise<void> };

/**
 * Writes each rejected line to a file, one JSON object a line. Without a path they go nowhere.
 * @param source the file that is read, which must not be written over
 */
export function rejectsFile(path: string | undefined, source: string): Rejects {
  if (path === undefined) return { add: () => {}, close: async () => {} };
  if (resolve(path) === resolve(source)) throw new CommandError("the rejects would overwrite the file they come from");
  const stream = createWriteStream(path);
  const ended = finished(stream);
  ended.catch(() => {}); // told by close
  return {
    add: (reject) => stream.write(`${JSON.stringify(reject)}\n`),
    close: () => {
      stream.end();
      return ended;
    },
  };
}
