import { createHash } from "node:crypto";

/** Bytes of one digest. */
const size = 16;

/** An id made of what it stands for: 128 bits of SHA-256, in base64url. */
export const digestOf = (...parts: readonly string[]): string =>
  createHash("sha256").update(JSON.stringify(parts)).digest().subarray(0, size).toString("base64url");

/** Many digests, 16 bytes each: millions of them fit where as many strings would not. */
export type Digests = { bytes: Uint8Array; length: number };
/** An empty list, with room for four. */
export const noDigests = (): Digests => ({ bytes: new Uint8Array(4 * size), length: 0 });

/** Puts a digest at the end. @param digest as `digestOf` makes them */
export function addDigest(digests: Digests, digest: string): void {
  const end = (digests.length + 1) * size;
  if (end > digests.bytes.length) {
    const wider = new Uint8Array(digests.bytes.length * 2);
    wider.set(digests.bytes);
    digests.bytes = wider;
  }
  digests.bytes.set(Buffer.from(digest, "base64url"), end - size);
  digests.length++;
}

/**
 * Joins lists and cuts them into pages of at most `perPage` digests. Neighbours are dealt out: what was gathered
 * together lies in one partition of a table, and a page that is worked off at once should touch many.
 * @param hands how many digests that lie far apart follow one another
 */
export function* pagesOf(lists: readonly Digests[], perPage: number, hands = 1): Generator<Uint8Array> {
  let page = new Uint8Array(perPage * size);
  let filled = 0;
  for (const { bytes, length } of lists) {
    const stride = Math.ceil(length / hands);
    for (let first = 0; first < stride; first++)
      for (let at = first; at < length; at += stride) {
        page.set(bytes.subarray(at * size, (at + 1) * size), filled);
        filled += size;
        if (filled < page.length) continue;
        yield page;
        page = new Uint8Array(perPage * size);
        filled = 0;
      }
  }
  if (filled > 0) yield page.subarray(0, filled);
}

/** The digests of a page. */
export const digestsIn = (page: Uint8Array): string[] =>
  Array.from({ length: page.length / size }, (_, at) =>
    Buffer.from(page.subarray(at * size, (at + 1) * size)).toString("base64url"),
  );

/** Whether a digest is on one of these pages. Takes some 40 bytes for each that is: far less than a set of texts. */
export function digestSet(pages: readonly Uint8Array[]): (digest: string) => boolean {
  const { has } = places(Buffer.concat(pages));
  return (digest) => has(Buffer.from(digest, "base64url"));
}

/** Whether one of them is there twice. */
export const hasDuplicates = ({ bytes, length }: Digests): boolean =>
  places(Buffer.from(bytes.buffer, bytes.byteOffset, length * size)).duplicates;

/** Where digests lie, by their first four bytes, which are as good as random. */
function places(bytes: Buffer): { readonly has: (wanted: Buffer) => boolean; readonly duplicates: boolean } {
  const length = bytes.length / size;
  const mask = 2 ** Math.ceil(Math.log2(2 * length + 1)) - 1;
  /** 0 stands for none. */
  const taken = new Uint32Array(mask + 1);
  /** The place of a digest, or the one where it would be. */
  function placeOf(wanted: Buffer, at: number): number {
    let place = wanted.readUInt32BE(at) & mask;
    for (let found = taken[place]; found; found = taken[place]) {
      if (bytes.compare(wanted, at, at + size, (found - 1) * size, found * size) === 0) return place;
      place = (place + 1) & mask;
    }
    return place;
  }
  let duplicates = false;
  for (let at = 0; at < length; at++) {
    const place = placeOf(bytes, at * size);
    duplicates ||= taken[place] !== 0;
    taken[place] = at + 1;
  }
  return { has: (wanted) => taken[placeOf(wanted, 0)] !== 0, duplicates };
}
