import * as z from "zod/mini";
import { documented } from "#kernel/documented";

/** One page of a list: `next` is what the next call passes as `after`, `null` at the end. */
export type Page<Item> = { readonly items: readonly Item[]; readonly next: string | null };

/** `?limit=&after=` of every list. */
export const pageQuery = {
  limit: documented(
    z._default(
      z.pipe(z.pipe(z.string().check(z.regex(/^\d{1,3}$/)), z.transform(Number)), z.int().check(z.gte(1), z.lte(100))),
      25,
    ),
    () => ({ type: "integer", minimum: 1, maximum: 100, default: 25 }),
  ),
  after: z.optional(z.string().check(z.minLength(1), z.maxLength(1024))),
} as const;

/** @param item the schema of one entry */
export const pageOf = <Item extends z.ZodMiniType>(item: Item) =>
  z.object({ items: z.array(item), next: z.nullable(z.string()) });

/** Characters of items in one answer, about: Lambda answers with 6 MB at most. */
const largestPage = 4_000_000;

/** As many items, from the first, as fit into one answer; one in any case. */
export function fitting<Item>(items: readonly Item[]): readonly Item[] {
  let size = 0;
  const tooLarge = items.findIndex((item, index) => {
    size += JSON.stringify(item).length;
    return index > 0 && size > largestPage;
  });
  return tooLarge < 0 ? items : items.slice(0, tooLarge);
}

/** An opaque cursor of a few strings. */
export const cursorOf = (position: readonly string[]): string =>
  Buffer.from(JSON.stringify(position)).toString("base64url");

/** @returns `undefined` when the text is no cursor with exactly `length` strings */
export function readCursor(cursor: string, length: number): readonly string[] | undefined {
  try {
    const position: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString());
    const sound =
      Array.isArray(position) && position.length === length && position.every((part) => typeof part === "string");
    return sound ? position : undefined;
  } catch {
    return undefined; // a cursor is either one of ours or it is not; JSON's reason would tell the caller nothing
  }
}
