import { createHmac, timingSafeEqual } from "node:crypto";
import { type SeriesName, seriesName } from "./batch.ts";

/** How far a reader has read: the last sequence of each series. A series that is absent was not begun. */
export type Position = ReadonlyMap<string, number>;
/** Where a reader begins. */
export const start: Position = new Map();

/** The last sequence that was read of a series; 0 for none. */
export const positionIn = (position: Position, series: SeriesName): number => position.get(seriesName(series)) ?? 0;

/** Signs cursors and reads what it signed. */
export type Cursors = {
  write(position: Position): string;
  /** @returns `undefined` for whatever was not signed with one of the keys, exactly as it stands */
  read(cursor: string): Position | undefined;
};

/**
 * Cursors that nobody can make but the centre, signed with HMAC-SHA-256 (RFC 2104): one bent by hand, or of another list, is
 * known as such, so that a reader never skips by accident.
 * @param secret one key or more, blanks between, each of 32 characters at least: the first signs, all are believed, so that
 *   old cursors outlive a change
 */
export function cursorsUnder(secret: string): Cursors {
  const keys = secret.split(/\s+/).filter((key) => key.length >= 32);
  const [newest] = keys;
  if (newest === undefined) throw new RangeError("the secret of cursors holds no key of 32 characters or more");
  return {
    write(position) {
      const text = [...position]
        .sort(([left], [right]) => (left < right ? -1 : 1))
        .map(([name, sequence]) => `${name}/${sequence}`)
        .join(" ");
      return Buffer.concat([signature(newest, text), Buffer.from(text)]).toString("base64url");
    },
    read(cursor) {
      const bytes = Buffer.from(cursor, "base64url");
      // a decoder forgives letters that mean nothing: an altered cursor must not pass as the one it was made of
      if (bytes.length < signatureBytes || bytes.toString("base64url") !== cursor) return undefined;
      const signed = bytes.subarray(0, signatureBytes);
      const text = bytes.subarray(signatureBytes).toString();
      if (!keys.some((key) => timingSafeEqual(signature(key, text), signed))) return undefined;
      return new Map(
        text
          .split(" ")
          .filter((entry) => entry !== "")
          .map((entry) => {
            const end = entry.lastIndexOf("/");
            return [entry.slice(0, end), Number(entry.slice(end + 1))];
          }),
      );
    },
  };
}

const signatureBytes = 16;
const signature = (key: string, text: string): Buffer =>
  createHmac("sha256", key).update(`archipelago feed cursor\n${text}`).digest().subarray(0, signatureBytes);
