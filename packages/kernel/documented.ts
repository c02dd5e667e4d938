import type * as z from "zod/mini";

type JsonSchema = { readonly [member: string]: unknown };
const said = new WeakMap<object, (generated: JsonSchema) => JsonSchema>();

/**
 * Says in JSON Schema (draft 2020-12) what a schema's code checks and a document made of it could not know: that a text of
 * digits is an integer, or that a refinement wants one of two members.
 * @param inDocuments what documents show instead, made of what they would show
 * @returns the schema itself
 */
export function documented<Schema extends z.ZodMiniType>(
  schema: Schema,
  inDocuments: (generated: JsonSchema) => JsonSchema,
): Schema {
  said.set(schema, inDocuments);
  return schema;
}

/** What a document shows of a schema. */
export const shownOf = (schema: object, generated: JsonSchema): JsonSchema =>
  said.get(schema)?.(generated) ?? generated;
