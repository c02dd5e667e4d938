import { describe, expect, test } from "vitest";
import { allRoutes } from "#test/support/manifests";
import { documentOf } from "./openapi-documents.ts";

type Operation = {
  operationId: string;
  security: unknown[];
  parameters: { name: string; in: string; required: boolean; schema: unknown }[];
  requestBody?: { content: { "application/json": { schema: Record<string, unknown> } } };
  responses: Record<string, { description: string; content?: Record<string, unknown> }>;
};

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
