import { describe, expect, test } from "vitest";
import { allRoutes } from "#test/support/manifests";
import { documentOf } from "./openapi-documents.ts";

type Operation = {
  operationId: string;
  security: unknown[];
  parameters: { name: string; in: string; required: boolean; schema: unknown }[];
  requestBody?: { content: { "application/json": { schema: Record<string, unknown> } } };
  responses: Record<string, { description: string; headers?: object; content?: Record<string, { schema: unknown }> }>;
};

/** What comes beside an answer, by route and status. */
const headers = {
  market: [
    "PUT /sellers/{sellerId} 200 ETag",
    "PUT /sellers/{sellerId} 201 ETag",
    "GET /sellers/{sellerId} 200 ETag",
    "PUT /sellers/{sellerId}/listings/{sku} 200 ETag",
    "PUT /sellers/{sellerId}/listings/{sku} 201 ETag",
    "GET /sellers/{sellerId}/listings/{sku} 200 ETag",
    "PUT /sellers/{sellerId}/stock/{sku} 200 ETag",
    "GET /sellers/{sellerId}/stock/{sku} 200 ETag",
    "POST /orders 200 ETag, Idempotency-Replayed",
    "POST /orders 201 ETag, Location, Idempotency-Replayed",
    "POST /orders 202 ETag, Location, Idempotency-Replayed",
    "GET /orders/{id} 200 ETag",
    "POST /orders/{id}/cancellation 200 ETag, Idempotency-Replayed",
    "GET /shipments/{id} 200 ETag",
    "POST /shipments/{id}/dispatch 200 ETag, Idempotency-Replayed",
    "POST /shipments/{id}/delivery 200 ETag, Idempotency-Replayed",
  ],
  central: [],
};
const page = { type: "integer", minimum: 1, maximum: 100, default: 25 };
const choice = "market|date|hour|week|month|channel|category";
const parameters = {
  market: {
    "GET /listings limit": page,
    "GET /orders limit": page,
    "GET /shipments limit": page,
    "GET /reconciliation/batches limit": page,
    "GET /reconciliation/batches epoch": { type: "integer", minimum: 1 },
  },
  central: {
    "GET /feed limit": page,
    "GET /feed from": { type: "string", format: "date" },
    "GET /reports/sales from": { type: "string", pattern: "^\\d{4}-\\d{2}-\\d{2}(T\\d{2})?$" },
    "GET /reports/sales to": { type: "string", pattern: "^\\d{4}-\\d{2}-\\d{2}(T\\d{2})?$" },
    "GET /reports/sales by": {
      type: "string",
      pattern: `^(?:${choice})(?:,(?:${choice}))*$`,
    },
    "GET /reports/sales market": { type: "string", pattern: "^(?:[a-z]{2,8})(?:,(?:[a-z]{2,8}))*$" },
    "GET /reports/sales currency": { type: "string", enum: ["USD", "GBP", "BRL"] },
  },
};
const gatewayRefusal = { $ref: "#/components/schemas/GatewayRefusal" };

/** Lists of a market answer a foreign cursor with 422 and `invalid`, as any part of a query; the feed says 400. */
const cursors = {
  market: {
    "GET /listings": "unreadable",
    "GET /orders": "unreadable",
    "GET /shipments": "unreadable",
    "GET /reconciliation/batches": "unreadable",
  },
  central: { "GET /feed": "unreadable, invalid" },
};
/** Every schema of an object: it says which further members it takes, `false` for none. */
const objectsIn = (schema: unknown): Record<string, unknown>[] =>
  typeof schema === "object" && schema !== null
    ? [
        ...("type" in schema && schema.type === "object" ? [schema as Record<string, unknown>] : []),
        ...Object.values(schema).flatMap(objectsIn),
      ]
    : [];
const documents = await Promise.all(
  (["market", "central"] as const).map(async (place) => ({ place, document: await documentOf(place) })),
);

describe.each(documents)("the OpenAPI document of the API $place", ({ place, document }) => {
  const operations = Object.entries(document.paths as Record<string, Record<string, Operation>>).flatMap(
    ([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ key: `${method.toUpperCase()} ${path}`, operation })),
  );

  test("describes every route", async () => {
    const keys = (await allRoutes(place)).map(({ route }) => route.key).sort();
    expect(operations.map(({ key }) => key).sort()).toEqual(keys);
  });

  test("names each operation once", () => {
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(ids).toEqual([...new Set(ids)]);
  });

  test.each(operations)("$key declares its path, its body and its answers", ({ key, operation }) => {
    const inPath = operation.parameters.filter((parameter) => parameter.in === "path").map(({ name }) => name);
    expect(inPath.sort()).toEqual([...key.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name).sort());
    if (operation.requestBody) expect(operation.requestBody.content["application/json"].schema).not.toEqual({});
    expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(["400", "422"]));
    expect(Object.keys(operation.responses).some((status) => status.startsWith("2"))).toBe(true);
  });

  test("tells which headers come beside an answer", () => {
    const described = operations.flatMap(({ key, operation: { responses } }) =>
      Object.entries(responses).flatMap(([status, { headers = {} }]) =>
        Object.keys(headers).length > 0 && status < "400"
          ? [`${key} ${status} ${Object.keys(headers).join(", ")}`]
          : [],
      ),
    );
    const isListed = (line: string) =>
      headers[place].some((known) => known.startsWith(line.split(" ").slice(0, 2).join(" ")));
    expect(described.filter(isListed).sort()).toEqual([...headers[place]].sort());
    // a route of a domain that is added says no more than that an answer may be one that was given before
    expect(described.filter((line) => !isListed(line) && !/^POST \S+ \d+ Idempotency-Replayed$/.test(line))).toEqual(
      [],
    );
    for (const { operation } of operations) expect(operation.responses["429"]?.headers).toHaveProperty("Retry-After");
  });

  test.each(operations)("$key tells what the gateway itself refuses, beside our problems", ({ operation }) => {
    const { responses, security } = operation;
    const byGateway = Object.entries(responses).flatMap(([status, { content = {} }]) =>
      JSON.stringify(content["application/json"] ?? {}).includes(gatewayRefusal.$ref) ? [status] : [],
    );
    expect(byGateway).toEqual(security.length > 0 ? ["401", "403", "429", "503"] : ["429", "503"]);
    if (security.length === 0) return;
    expect(responses["401"]?.content).toEqual({ "application/json": { schema: gatewayRefusal } });
    const { "application/json": plain, "application/problem+json": problems } = responses["403"]?.content ?? {};
    expect(plain).toEqual(problems);
    expect(plain?.schema).toMatchObject({ anyOf: [{ allOf: expect.anything() }, gatewayRefusal] });
  });

  test.each(operations.filter(({ operation }) => operation.requestBody))(
    "$key refuses members that it does not know, at every depth",
    ({ operation }) => {
      const objects = objectsIn(operation.requestBody);
      expect(objects.length).toBeGreaterThan(0);
      expect(objects.filter(({ additionalProperties }) => additionalProperties === undefined)).toEqual([]);
    },
  );

  test("tells nobody without a token more than that it answers, and which version", () => {
    const answered = operations
      .filter(({ operation }) => operation.security.length === 0)
      .flatMap(
        ({ operation }) => JSON.stringify(operation.responses["200"]?.content ?? {}).match(/"[a-zA-Z]+(?=":\{)/g) ?? [],
      );
    expect(answered).toContain('"version');
    expect(answered.filter((word) => /markets|lag|behind/i.test(word))).toEqual([]);
  });

  test("tells numbers, times and choices as such", () => {
    const shown = Object.fromEntries(
      operations.flatMap(({ key, operation }) =>
        operation.parameters.filter((one) => one.in === "query").map(({ name, schema }) => [`${key} ${name}`, schema]),
      ),
    );
    expect(shown).toMatchObject(parameters[place]);
  });

  test("tells what a cursor gets that no answer ever gave", async () => {
    const at400 = operations
      .filter(({ operation }) => operation.parameters.some(({ name }) => name === "after"))
      .map(({ key, operation }) => [key, operation.responses["400"]?.description]);
    expect(Object.fromEntries(at400)).toEqual(cursors[place]);
  });

  test("explains every scope that a route asks for", async () => {
    const { token } = (
      document.components as { securitySchemes: { token: { flows: { clientCredentials: { scopes: object } } } } }
    ).securitySchemes;
    const explained = Object.keys(token.flows.clientCredentials.scopes);
    const asked = (await allRoutes(place)).flatMap(({ route }) => route.scope ?? []);
    expect(asked.filter((scope) => !explained.includes(scope))).toEqual([]);
  });

  test("is plain JSON with references that lead somewhere", () => {
    const text = JSON.stringify(document);
    expect(JSON.parse(text)).toEqual(document);
    const missing = [...text.matchAll(/"\$ref":"#\/([^"]+)"/g)].filter(
      ([, way = ""]) =>
        way.split("/").reduce<unknown>((at, step) => (at as Record<string, unknown> | undefined)?.[step], document) ===
        undefined,
    );
    expect(missing).toEqual([]);
  });
});
