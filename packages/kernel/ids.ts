import { TypeID, typeid } from "typeid-js";

/** What an id names. The prefix makes swapped ids visible to people and, as a type, a compile error. */
export const idKinds = ["ord", "shp", "pay", "evt", "req"] as const;
export type IdKind = (typeof idKinds)[number];

/** A TypeID: prefix, underscore and a UUIDv7 in base 32, so ids sort by the time they were made. */
export type Id<Kind extends IdKind> = `${Kind}_${string}`;
export type OrderId = Id<"ord">;
export type ShipmentId = Id<"shp">;
export type PaymentId = Id<"pay">;
export type EventId = Id<"evt">;

/** Makes a new id. Not pure: call it where the clock is read, and hand the id to the decision. */
export const newId = <Kind extends IdKind>(kind: Kind): Id<Kind> => typeid(kind).toString() as Id<Kind>;

/** Whether `text` is an id of this kind. */
export function isId<Kind extends IdKind>(kind: Kind, text: string): text is Id<Kind> {
  try {
    return TypeID.fromString(text).getType() === kind;
  } catch {
    return false; // the library throws on every malformed id; which way it was malformed matters to nobody
  }
}
/** The id with another prefix and the same body: one payment per order needs no second random id. */
export const idAs = <Kind extends IdKind>(kind: Kind, id: Id<IdKind>): Id<Kind> =>
  `${kind}_${id.slice(id.indexOf("_") + 1)}` as Id<Kind>;

/** The digits of a TypeID's body, by their value. */
const digits = "0123456789abcdefghjkmnpqrstvwxyz";

/** Spreads ids evenly: the last digit of an id is chance. @param shards how many there are @returns 0 … shards − 1 */
export const shardOfId = (id: Id<IdKind>, shards: 2 | 4 | 8 | 16 | 32): number =>
  Math.max(0, digits.indexOf(id.at(-1) ?? "")) % shards;
