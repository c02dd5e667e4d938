import * as z from "zod/mini";
import { idempotencyKeyMissing, idempotencyKeyReused, type ProblemCode } from "./problem.ts";
import { everyRoutesProblems, type Route, type Routes } from "./route.ts";

/** What a document describes: routes by domain, and what they are called together. */
export type Api = {
  readonly title: string;
  readonly version: string;
  /** Where it is reached, without a trailing slash. */
  readonly server: string;
  readonly routes: Readonly<Record<string, Routes>>;
  /** What each scope allows, in words. */
  readonly scopes: Readonly<Record<string, string>>;
};
type Json = { [member: string]: unknown };

/** The OpenAPI 3.1 document of an API, made of the contracts that parse its requests. Pure: it reads only its argument. */
export function openApi({ title, version, server, routes, scopes }: Api): Json {
  const paths: Record<string, Json> = {};
  for (const [domain, group] of Object.entries(routes))
    for (const [name, route] of Object.entries(group)) {
      const [method = "", path = ""] = route.key.split(" ");
      paths[path] = { ...paths[path], [method.toLowerCase()]: operation(domain, name, route) };
    }
  return {
    openapi: "3.1.0",
    info: { title, version },
    servers: [{ url: server }],
    paths,
    components: {
      schemas: { Problem: problemSchema },
      securitySchemes: {
        token: { type: "oauth2", flows: { clientCredentials: { tokenUrl: "/oauth2/token", scopes } } },
      },
    },
  };
}

function operation(domain: string, name: string, route: Route): Json {
  const body = route.body && { required: true, content: { "application/json": { schema: input(route.body) } } };
  return {
    operationId: `${domain}.${name}`,
    tags: [domain],
    summary: route.summary,
    security: route.scope === undefined ? [] : [{ token: [route.scope] }],
    parameters: parametersOf(route),
    ...(body ? { requestBody: body } : {}),
    responses: { ...answersOf(route), ...problemsOf(route) },
  };
}

function parametersOf(route: Route): Json[] {
  const header = (name: string, required: boolean, description: string, schema: Json): Json => ({
    name,
    in: "header",
    required,
    description,
    schema: { type: "string", ...schema },
  });
  return [
    ...fieldsOf("path", route.path),
    ...fieldsOf("query", route.query),
    ...(route.idempotent
      ? [header("Idempotency-Key", true, "A repeat answers as the first did.", { pattern: "^[\\x21-\\x7e]{1,128}$" })]
      : []),
    ...(route.conditional ? [header("If-Match", false, "The version that is to be replaced.", {})] : []),
  ];
}

function fieldsOf(place: "path" | "query", schema: z.ZodMiniType | undefined): Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = input(schema) as { properties?: Json; required?: string[] };
  return Object.entries(properties).map(([name, field]) => ({
    name,
    in: place,
    required: place === "path" || required.includes(name),
    schema: field,
  }));
}

const answersOf = ({ answers }: Route): Json =>
  Object.fromEntries(
    Object.entries(answers).map(([status, schema]) => [
      status,
      {
        description: Number(status) === 202 ? "accepted, not yet done" : "done",
        ...(schema ? { content: { "application/json": { schema: output(schema) } } } : {}),
      },
    ]),
  );

/** The codes of the problems that a route may answer, by status. */
export function problemCodes({ problems, problemsAt400 = [], idempotent }: Route): ReadonlyMap<number, string[]> {
  const keyProblems = idempotent ? [idempotencyKeyMissing, idempotencyKeyReused] : [];
  const declared = new Set<ProblemCode>([...everyRoutesProblems, ...keyProblems, ...problems]);
  const byStatus = new Map<number, string[]>();
  const add = (status: number, code: string) => byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  for (const { code, status } of declared) add(status, code);
  for (const { code } of problemsAt400) add(400, code);
  return byStatus;
}

const problemsOf = (route: Route): Json =>
  Object.fromEntries(
    [...problemCodes(route)].map(([status, these]) => [
      status,
      {
        description: these.join(", "),
        content: {
          "application/problem+json": {
            schema: { allOf: [{ $ref: "#/components/schemas/Problem" }, { properties: { code: { enum: these } } }] },
          },
        },
      },
    ]),
  );

const problemSchema = {
  type: "object",
  required: ["type", "title", "status", "detail", "code"],
  properties: {
    type: { type: "string", format: "uri" },
    title: { type: "string" },
    status: { type: "integer" },
    detail: { type: "string" },
    code: { type: "string" },
    errors: {
      type: "array",
      items: {
        type: "object",
        required: ["pointer", "detail"],
        properties: { pointer: { type: "string" }, detail: { type: "string" } },
      },
    },
  },
};

/** As a client sends it, and as it gets it: what is parsed on the way in may be another type afterwards. */
const input = (schema: z.ZodMiniType): Json => jsonSchema(schema, "input");
const output = (schema: z.ZodMiniType): Json => jsonSchema(schema, "output");

function jsonSchema(schema: z.ZodMiniType, io: "input" | "output"): Json {
  const { $schema, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" }) as Json;
  return rest;
}
