import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { invalid } from "./refusals.ts";

export type Item = Record<string, AttributeValue>;

const typesOfValues = ["S", "N", "B", "BOOL", "NULL", "M", "L", "SS", "NS", "BS"] as const;
type Type = (typeof typesOfValues)[number];

/** @throws ValidationException for a value that is of no type, or of two */
export function typeOf(value: AttributeValue): Type {
  const found = typesOfValues.filter((type) => value[type] !== undefined);
  const [type] = found;
  if (type === undefined || found.length > 1) invalid(`a value of no type: ${JSON.stringify(value)}`);
  return type;
}

/** Bytes, which are base64 where a value went over the wire. */
const bytesOf = (binary: Uint8Array | string): Buffer =>
  typeof binary === "string" ? Buffer.from(binary, "base64") : Buffer.from(binary);

const isWhole = (number: string): boolean => /^-?\d+$/.test(number);
function compareNumbers(left: string, right: string): number {
  if (isWhole(left) && isWhole(right)) return Number(BigInt(left) - BigInt(right)); // exact, beyond safe integers too
  return Number(left) - Number(right);
}

/** By bytes in UTF-8, as keys are sorted: code units say the same but where surrogates come in. */
export function compareTexts(left: string, right: string): number {
  if (left === right) return 0;
  if (surrogate.test(left) || surrogate.test(right)) return Buffer.compare(Buffer.from(left), Buffer.from(right));
  return left < right ? -1 : 1;
}
const surrogate = /[\ud800-\udfff]/;

/** @returns less than, equal to or more than 0; `undefined` for values that have no order between them */
export function compare(left: AttributeValue, right: AttributeValue): number | undefined {
  if (left.S !== undefined && right.S !== undefined) return compareTexts(left.S, right.S);
  if (left.N !== undefined && right.N !== undefined) return compareNumbers(left.N, right.N);
  if (left.B !== undefined && right.B !== undefined) return Buffer.compare(bytesOf(left.B), bytesOf(right.B));
  return undefined;
}

/** What a set holds, each as a value of its own. */
function membersOf({ SS, NS, BS }: AttributeValue): readonly AttributeValue[] | undefined {
  return SS?.map((S) => ({ S })) ?? NS?.map((N) => ({ N })) ?? BS?.map((B) => ({ B }));
}
const holdsAll = (all: readonly AttributeValue[], some: readonly AttributeValue[]): boolean =>
  some.every((value) => all.some((other) => isEqual(value, other)));

export function isEqual(left: AttributeValue, right: AttributeValue): boolean {
  const type = typeOf(left);
  if (type !== typeOf(right)) return false;
  const order = compare(left, right);
  if (order !== undefined) return order === 0;
  const [all, others] = [membersOf(left), membersOf(right)];
  if (all && others) return all.length === others.length && holdsAll(all, others);
  if (left.L && right.L)
    return left.L.length === right.L.length && left.L.every((one, at) => equalAt(right.L?.[at], one));
  if (left.M && right.M) {
    const members = Object.entries(left.M);
    return (
      members.length === Object.keys(right.M).length && members.every(([name, one]) => equalAt(right.M?.[name], one))
    );
  }
  return left[type] === right[type];
}
const equalAt = (value: AttributeValue | undefined, other: AttributeValue): boolean =>
  value !== undefined && isEqual(value, other);

/** Whether a text has a part, or a set or list a member. */
export function contains(all: AttributeValue, one: AttributeValue): boolean {
  if (all.S !== undefined && one.S !== undefined) return all.S.includes(one.S);
  return holdsAll(membersOf(all) ?? all.L ?? [], [one]) && (membersOf(all) ?? all.L ?? []).length > 0;
}

export function beginsWith(all: AttributeValue, start: AttributeValue): boolean {
  if (all.S !== undefined && start.S !== undefined) return all.S.startsWith(start.S);
  if (all.B === undefined || start.B === undefined) return false;
  const prefix = bytesOf(start.B);
  return bytesOf(all.B).subarray(0, prefix.length).equals(prefix);
}

/** What `size` says: letters of a text, bytes, or things in a set, list or map. */
export function sizeOf(value: AttributeValue): number {
  if (value.S !== undefined) return value.S.length;
  if (value.B !== undefined) return bytesOf(value.B).length;
  const things = membersOf(value) ?? value.L ?? (value.M && Object.keys(value.M));
  return things?.length ?? invalid(`a ${typeOf(value)} has no size`);
}

/** The sum of two numbers, exact where both are whole. @param sign -1 to subtract */
export function plus(left: AttributeValue, right: AttributeValue, sign: 1 | -1 = 1): AttributeValue {
  if (left.N === undefined || right.N === undefined) return invalid("only numbers have a sum");
  if (isWhole(left.N) && isWhole(right.N)) return { N: String(BigInt(left.N) + BigInt(sign) * BigInt(right.N)) };
  return { N: String(Number(left.N) + sign * Number(right.N)) };
}

/** A set with what another one has besides. */
export function united(before: AttributeValue, more: AttributeValue): AttributeValue {
  const news = (membersOf(more) ?? []).filter((one) => !contains(before, one));
  return asSet(before, more, [...(membersOf(before) ?? []), ...news]) ?? before;
}
/** A set without what another one has; `undefined` when nothing is left: there are no empty sets. */
export function without(before: AttributeValue, less: AttributeValue): AttributeValue | undefined {
  return asSet(
    before,
    less,
    (membersOf(before) ?? []).filter((one) => !contains(less, one)),
  );
}
function asSet(before: AttributeValue, other: AttributeValue, members: readonly AttributeValue[]) {
  if (typeOf(before) !== typeOf(other) || !membersOf(before)) invalid("two sets of one type are needed");
  if (members.length === 0) return undefined;
  const of = <Plain>(plain: (one: AttributeValue) => Plain | undefined): Plain[] =>
    members.map(plain).filter((one) => one !== undefined);
  if (before.SS) return { SS: of(({ S }) => S) };
  return before.NS ? { NS: of(({ N }) => N) } : { BS: of(({ B }) => B) };
}

/** @throws ValidationException unless DynamoDB would keep this value */
export function requireKeepable(value: AttributeValue): void {
  const type = typeOf(value);
  const members = membersOf(value);
  if (members?.length === 0) invalid("a set is empty");
  if (members?.some((one, at) => members.some((other, before) => before < at && isEqual(one, other))))
    invalid("a set holds something twice");
  if (type === "N" && !Number.isFinite(Number(value.N || "none"))) invalid(`${value.N} is no number`);
  for (const inner of members ?? value.L ?? Object.values(value.M ?? {})) requireKeepable(inner);
}
