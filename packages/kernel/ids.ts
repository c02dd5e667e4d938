import { TypeID, typeid } from "typeid-js";
import * as z from "zod/mini";
import { type Instant, millisecondsOf } from "./time.ts";

/** A TypeID (specification 0.3): prefix, underscore and the 128 bits of a UUIDv7 as 26 characters of Crockford's base 32 in lower
 *  case, of which the first is 0 to 7. A UUIDv7 (RFC 9562) begins with the milliseconds since 1970, so ids sort by the time
 *  they were made. The prefix makes swapped ids visible to people and, as a type, a compile error. */
export type Id<Prefix extends string> = `${Prefix}_${string}`;

/** What an id names. `schema` checks one at the door and in contracts: its prefix and 26 characters of base 32. */
export type IdKind<Prefix extends string = string> = {
  readonly prefix: Prefix;
  readonly schema: z.ZodMiniType<Id<Prefix>, string>;
};

/** Declares a kind of ids. Each prefix has one owner, in whose `contracts/ids.ts` it stands.
 *  @param prefix lower-case letters */
export const idKind = <const Prefix extends string>(prefix: Prefix): IdKind<Prefix> => ({
  prefix,
  schema: z
    .string()
    .check(
      z.regex(new RegExp(`^${prefix}_[0-7][0-9a-hjkmnp-tv-z]{25}$`), `must be an id that begins with ${prefix}_`),
    ) as unknown as IdKind<Prefix>["schema"],
});

/** Makes a new id. Not pure: call it where the clock is read, and hand the id to the decision. */
export const newId = <Prefix extends string>({ prefix }: IdKind<Prefix>): Id<Prefix> =>
  typeid(prefix as string).toString() as Id<Prefix>;

/** The lowest id of this kind that can have been made at a moment: ids made then or later sort behind it. */
export function lowestIdAt<Prefix extends string>({ prefix }: IdKind<Prefix>, at: Instant): Id<Prefix> {
  const time = Math.max(0, millisecondsOf(at)).toString(16).padStart(12, "0");
  const uuid = `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`; // RFC 9562, 5.7
  return TypeID.fromUUID(prefix as string, uuid).toString() as Id<Prefix>;
}

/** Whether `text` is an id of this kind. */
export function isId<Prefix extends string>({ prefix }: IdKind<Prefix>, text: string): text is Id<Prefix> {
  try {
    return TypeID.fromString(text).getType() === prefix;
  } catch {
    return false; // the library throws on every malformed id; which way it was malformed matters to nobody
  }
}

/** The id with another prefix and the same body: one payment per order needs no second random id. It says when the first
 *  was made. */
export const idAs = <Prefix extends string>({ prefix }: IdKind<Prefix>, id: Id<string>): Id<Prefix> =>
  `${prefix}_${id.slice(id.indexOf("_") + 1)}`;

/** The digits of a TypeID's body, by their value. */
const digits = "0123456789abcdefghjkmnpqrstvwxyz";

/** Spreads ids evenly: the last digit of an id is chance. @param shards how many there are @returns 0 … shards − 1 */
export const shardOfId = (id: Id<string>, shards: 2 | 4 | 8 | 16 | 32): number =>
  Math.max(0, digits.indexOf(id.at(-1) ?? "")) % shards;
