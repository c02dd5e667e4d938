/**
 * Text as a market takes it for people to read: control characters become spaces, halves of a surrogate pair vanish,
 * and what is too long is cut.
 * @returns `undefined` when nothing is left
 */
export function printable(text: string | undefined, longest: number): string | undefined {
  const clean = (text ?? "").replace(/[\p{Cc}\u2028\u2029]+/gu, " ").trim();
  return (
    clean
      .slice(0, longest)
      .replace(/\p{Cs}/gu, "")
      .trim() || undefined
  );
}
