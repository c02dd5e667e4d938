import { createHash } from "node:crypto";

/** Bytes of one digest. */
const size = 16;

/** An id made of what it stands for: 128 bits of SHA-256, in base64url. */
export const digestOf = (...parts: readonly string[]): string =>
  createHash("sha256").update(JSON.stringify(parts)).digest().subarray(0, size).toString("base64url");

/** Many digests, 16 bytes each: millions of them fit where as many strings would not. */
export type Digests = { bytes: Uint8Array; length: number };
export const noDigests = (): Digests => ({ bytes: new Uint8Array(4 * size), length: 0 });

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

/** Joins lists and cuts them into pages of at most `perPage` digests. */
export function* pagesOf(lists: readonly Digests[], perPage: number): Generator<Uint8Array> {
  let page = new Uint8Array(perPage * size);
  let filled = 0;
  for (const { bytes, length } of lists) {
    for (let from = 0; from < length * size; ) {
      const taken = Math.min(length * size - from, page.length - filled);
      page.set(bytes.subarray(from, from + taken), filled);
      from += taken;
      filled += taken;
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
