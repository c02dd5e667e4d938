import { open, stat } from "node:fs/promises";
import { finished } from "node:stream/promises";
import { CommandError } from "../terminal/outcome.ts";
import type { Reject } from "./reading.ts";

/** Where rejected lines go. */
export type Rejects = { add(reject: Reject): void; close(): Promise<void> };

/**
 * Writes each rejected line to a file, one JSON object a line. Without a path they go nowhere.
 * @param source the file that is read, which must not be written over
 * @throws CommandError when nothing can be written there, before anything was read
 */
export async function rejectsFile(path: string | undefined, source: string): Promise<Rejects> {
  if (path === undefined) return { add: () => {}, close: async () => {} };
  if (await areOne(path, source)) throw new CommandError("the rejects would overwrite the file they come from");
  const file = await open(path, "w").catch((error: Error) => {
    throw new CommandError(`rejects cannot be written to ${path}: ${error.message}`);
  });
  const stream = file.createWriteStream();
  const ended = finished(stream);
  ended.catch(() => {}); // told by close
  return {
    // a run that fails leaves orders in flight: what is still refused then, is refused again by the next run
    add: (reject) => void (stream.writableEnded || stream.write(`${JSON.stringify(reject)}\n`)),
    close: () => {
      stream.end();
      return ended;
    },
  };
}

/** Whether two paths lead to one file, by whichever name. */
async function areOne(left: string, right: string): Promise<boolean> {
  const [one, other] = await Promise.all([left, right].map((path) => stat(path).catch(() => undefined)));
  return one !== undefined && other !== undefined && one.ino === other.ino && one.dev === other.dev;
}
