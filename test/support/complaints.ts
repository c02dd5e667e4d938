import { declaredHeaders, problemCodes } from "#platform/openapi";
import type { Route } from "#platform/route";
import type { Answer } from "./market-client.ts";

/** What a refusal must look like; `pointer` names the field that is wrong. */
export type Expected = {
  readonly status: readonly number[];
  readonly codes: readonly string[];
  readonly pointer?: string;
};

/** What is wrong with an answer to something wrong; nothing, when it is a problem document that says what it should. */
export function complaints(what: string, { status, headers, body, text }: Answer, expected: Expected): string[] {
  const pointers: string[] = (body?.errors ?? []).map(({ pointer }: { pointer: string }) => pointer);
  const { pointer } = expected;
  const good =
    headers.get("content-type") === "application/problem+json" &&
    expected.status.includes(status) &&
    expected.codes.includes(body?.code) &&
    (pointer === undefined || pointers.some((each) => each === pointer || each.startsWith(`${pointer}/`))) &&
    !/node_modules|\.(ts|mjs):\d+/.test(text);
  return good ? [] : [`${what}: ${status} ${text.slice(0, 300)}`];
}

/** What the API's description does not say of a refusal; nothing, when it declares this status with this code. */
export function undeclared(route: Route, { status, body, text }: Answer): string[] {
  const declared = status < 400 || problemCodes(route).get(status)?.includes(body?.code);
  return declared ? [] : [`${route.key}: ${status} ${text.slice(0, 200)}`];
}

/** The headers in which an answer that was not repeated differs from the API's description. */
export function headersAmiss(route: Route, { status, headers }: Answer): string[] {
  const declared = declaredHeaders(route, status);
  return ["ETag", "Location"].flatMap((name) =>
    headers.has(name) === declared.includes(name)
      ? []
      : [`${route.key}: ${status} ${headers.has(name) ? "has" : "lacks"} ${name}`],
  );
}

/** The names of the fields that a part of a route's contract declares. */
export const fieldsOf = (schema: unknown): string[] =>
  Object.keys((schema as { def?: { shape?: object } } | undefined)?.def?.shape ?? {});
