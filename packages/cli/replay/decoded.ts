/** A text, and the encoding in which it was written. */
export type Decoded = { readonly text: string; readonly encoding: "utf-8" | "utf-16le" | "utf-16be" | "windows-1252" };

/**
 * Bytes as text: UTF-16 where a mark at the beginning says so, UTF-8 where they are sound UTF-8, else Windows-1252, of
 * which Latin-1 is a part. A byte order mark is no part of the text.
 */
export function decoded(bytes: Uint8Array): Decoded {
  const encoding = marked(bytes) ?? (isUtf8(bytes) ? "utf-8" : "windows-1252");
  return { encoding, text: new TextDecoder(encoding).decode(bytes) };
}

function marked([first, second]: Uint8Array): "utf-16le" | "utf-16be" | undefined {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  return first === 0xfe && second === 0xff ? "utf-16be" : undefined;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false; // not an error here: the question is whether it is one
  }
}
