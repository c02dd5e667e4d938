import * as z from "zod/mini";
import type { Json } from "./market-client.ts";

/** A body with one thing wrong, and the pointer under which the answer must complain. */
export type Broken = { readonly what: string; readonly pointer: string; readonly body: unknown };

type Schema = {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: unknown;
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly allOf?: readonly { readonly pattern?: string }[];
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
};

/**
 * Breaks a good body in every way its contract knows of, one at a time: each field absent, of another type, empty, too
 * long, too large or none of the words allowed, and a field that nobody declared at every depth.
 */
export function* brokenBodies(contract: z.ZodMiniType, good: Json): Generator<Broken> {
  const schema = z.toJSONSchema(contract, { io: "input", unrepresentable: "any" }) as Schema;
  for (const wrong of ["text", 42, null, [], [[]]])
    yield { what: `is ${JSON.stringify(wrong)}`, pointer: "", body: wrong };
  yield* breakObject(schema, good, "", (value) => value);
}

type Rebuild = (value: unknown) => unknown;

function* breakObject(schema: Schema, good: Json, at: string, rebuild: Rebuild): Generator<Broken> {
  const { properties = {}, required = [] } = schema;
  for (const name of required) {
    const { [name]: _, ...rest } = good;
    yield { what: "is absent", pointer: `${at}/${name}`, body: rebuild(rest) };
  }
  if (schema.additionalProperties === false) {
    const undeclared = JSON.parse('{"undeclared":1,"__proto__":{"admin":true}}'); // own members, as a parser makes them
    yield { what: "has an undeclared member", pointer: at, body: rebuild({ ...good, undeclared: 1 }) };
    yield {
      what: "has a member __proto__",
      pointer: at,
      body: rebuild(Object.assign(Object.create(null), undeclared, good)),
    };
  }
  for (const [name, field] of Object.entries(properties)) {
    const put: Rebuild = (value) => rebuild({ ...good, [name]: value });
    for (const wrong of wrongValues(field))
      yield { what: `is ${shortly(wrong)}`, pointer: `${at}/${name}`, body: put(wrong) };
    const value = good?.[name];
    if (field.properties && value !== undefined) yield* breakObject(field, value, `${at}/${name}`, put);
    const item = field.items;
    if (item?.properties && Array.isArray(value) && value.length > 0)
      yield* breakObject(item, value[0], `${at}/${name}/0`, (first) => put([first, ...value.slice(1)]));
    else if (item && Array.isArray(value))
      for (const wrong of wrongValues(item))
        yield {
          what: `begins with ${shortly(wrong)}`,
          pointer: `${at}/${name}/0`,
          body: put([wrong, ...value.slice(1)]),
        };
  }
}

/** Values that a field's schema cannot mean. */
function* wrongValues({ type, ...schema }: Schema): Generator<unknown> {
  if (type === undefined && !schema.enum) return; // a field that takes more than one form
  yield null;
  if (type !== "boolean") yield true;
  if (type !== "array") yield [];
  if (type === "array") {
    yield {};
    if (schema.minItems) yield [];
    if (schema.maxItems !== undefined) yield Array.from({ length: schema.maxItems + 1 }, () => null);
    return;
  }
  if (type === "object") {
    yield "text";
    if (schema.required?.length) yield {};
    return;
  }
  if (type === "integer" || type === "number") {
    yield* ["1", "NaN", {}, 0.5, 1e21, -1e21];
    if (schema.minimum !== undefined) yield schema.minimum - 1;
    if (schema.maximum !== undefined) yield schema.maximum + 1;
    return;
  }
  yield* [7, {}];
  if (type === "string") yield* unfit.filter((text) => !fits(text, schema));
  else yield* unfit;
  if (schema.maxLength !== undefined) yield "x".repeat(schema.maxLength + 1);
}

const unfit = ["", "no such\u0000word", "\ud800", "' OR 1=1 --#|/%00", "constructor"];

/** Whether a text could be meant, as far as the schema tells. */
const fits = (
  text: string,
  { enum: words, pattern, allOf = [], minLength = 0, maxLength = Infinity }: Schema,
): boolean =>
  (!words || words.includes(text)) &&
  [{ pattern }, ...allOf].every((rule) => !rule.pattern || new RegExp(rule.pattern, "u").test(text)) &&
  text.length >= minLength &&
  text.length <= maxLength;

const shortly = (value: unknown): string => {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 40 ? `${text.slice(0, 37)}…` : text;
};
