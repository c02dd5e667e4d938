import * as z from "zod/mini";
import { shownOf } from "#kernel/documented";
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
      schemas: { Problem: problemSchema, GatewayRefusal: gatewayRefusal },
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

const answersOf = (route: Route): Json =>
  Object.fromEntries(
    Object.entries(route.answers).map(([status, schema]) => {
      const shown = schema ? output(schema) : undefined;
      const headers = headersOf(route, Number(status), shown);
      return [
        status,
        {
          description: Number(status) === 202 ? "accepted, not yet done" : "done",
          ...(Object.keys(headers).length > 0 ? { headers } : {}),
          ...(shown ? { content: { "application/json": { schema: shown } } } : {}),
        },
      ];
    }),
  );

/** The names of the headers that a route's answer of this status may have. */
export function declaredHeaders(route: Route, status: number): readonly string[] {
  const schema = route.answers[status];
  return Object.keys(headersOf(route, status, schema ? output(schema) : undefined));
}

/** What comes beside an answer: its version wherever the view has one, where the new thing is, and that it was told before. */
function headersOf({ idempotent, located }: Route, status: number, view: Json | undefined): Json {
  const { version } = (view?.properties ?? {}) as { version?: { type?: string } };
  const header = (description: string, schema: Json) => ({ description, schema });
  return {
    ...(version?.type === "integer"
      ? { ETag: header("The version, in quotes.", { type: "string", pattern: '^"\\d+"$' }) }
      : {}),
    ...(located?.includes(status)
      ? {
          Location: header("Where it is found, relative to the request (RFC 9110, 10.2.2).", {
            type: "string",
            format: "uri-reference",
          }),
        }
      : {}),
    ...(idempotent
      ? { "Idempotency-Replayed": header("Told before: nothing was done now.", { type: "string", enum: ["true"] }) }
      : {}),
  };
}

/** The codes of the problems that a route may answer, by status. */
export function problemCodes({ problems, problemsAt400 = [], idempotent }: Route): Map<number, string[]> {
  const keyProblems = idempotent ? [idempotencyKeyMissing, idempotencyKeyReused] : [];
  const declared = new Set<ProblemCode>([...everyRoutesProblems, ...keyProblems, ...problems]);
  const byStatus = new Map<number, string[]>();
  const add = (status: number, code: string) => byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  for (const { code, status } of declared) add(status, code);
  for (const { code } of problemsAt400) add(400, code);
  return byStatus;
}

/**
 * Refusals by status. Before a function is asked the gateway refuses on its own: 401 without a token that is valid, 403
 * without the scope, 429 beyond the quotas, 503 when no function can be started. Its bodies are `{"message"}`
 * (Amazon API Gateway, "Gateway response types": those of HTTP APIs cannot be changed), so both kinds stand under either
 * content type, for clients that choose by one of them only.
 */
function problemsOf(route: Route): Json {
  const ours = problemCodes(route).set(500, ["internal"]);
  const gateways = [...(route.scope === undefined ? [] : [401, 403]), 429, 503];
  const statuses = [...new Set([...ours.keys(), ...gateways])].toSorted((one, other) => one - other);
  return Object.fromEntries(
    statuses.map((status) => {
      const codes = ours.get(status) ?? [];
      const schemas = [
        ...(codes.length > 0
          ? [{ allOf: [{ $ref: "#/components/schemas/Problem" }, { properties: { code: { enum: codes } } }] }]
          : []),
        ...(gateways.includes(status) ? [{ $ref: "#/components/schemas/GatewayRefusal" }] : []),
      ];
      const content = { schema: schemas.length > 1 ? { anyOf: schemas } : schemas[0] };
      const retryAfter = { description: "Seconds to wait, where they are known.", schema: { type: "integer" } };
      return [
        status,
        {
          description: codes.join(", ") || "refused by the gateway",
          ...(status === 429 ? { headers: { "Retry-After": retryAfter } } : {}),
          content: {
            ...(codes.length > 0 ? { "application/problem+json": content } : {}),
            ...(gateways.includes(status) ? { "application/json": content } : {}),
          },
        },
      ];
    }),
  );
}

const gatewayRefusal = {
  type: "object",
  required: ["message"],
  properties: { message: { type: ["string", "null"] } },
};

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
  const { $schema, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any", override: asDocumented }) as Json;
  return rest;
}

function asDocumented({ zodSchema, jsonSchema }: { readonly zodSchema: object; readonly jsonSchema: object }): void {
  const generated = { ...jsonSchema };
  for (const name of Object.keys(generated)) delete (jsonSchema as Json)[name];
  Object.assign(jsonSchema, shownOf(zodSchema, generated));
}
