import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as z from "zod/mini";
import { isProblem, type Problem, problemDocument } from "./problem.ts";
import { type GatewayEvent, type HttpRequest, largestBody, readRequest } from "./request.ts";
import { route } from "./route.ts";

const ordered = route("POST /things/{id}", {
  scope: "things/write",
  summary: "for these tests",
  idempotent: true,
  conditional: true,
  path: z.object({ id: z.string().check(z.regex(/^[a-z]+$/)) }),
  query: z.strictObject({ limit: z.optional(z.string().check(z.regex(/^\d+$/))) }),
  body: z.strictObject({
    name: z.string().check(z.minLength(1), z.maxLength(10)),
    lines: z.optional(z.array(z.strictObject({ quantity: z.int().check(z.gte(1)) }))),
    colours: z.optional(z.record(z.string(), z.int())),
  }),
  answers: { 200: null },
  problems: [],
});

const event = (more: Partial<GatewayEvent> = {}): GatewayEvent =>
  ({
    routeKey: ordered.key,
    headers: { "idempotency-key": "k1" },
    pathParameters: { id: "abc" },
    body: '{"name":"x"}',
    isBase64Encoded: false,
    requestContext: {},
    ...more,
  }) as GatewayEvent;

const read = (more?: Partial<GatewayEvent>) => readRequest(ordered, event(more));
const accepted = (more?: Partial<GatewayEvent>) => {
  const request = read(more);
  if (isProblem(request)) throw new Error(`refused: ${JSON.stringify(request)}`);
  return request as HttpRequest<typeof ordered>;
};
const refused = (more?: Partial<GatewayEvent>) => {
  const request = read(more);
  if (!isProblem(request)) throw new Error("accepted");
  return request as Problem;
};
const pointers = (problem: Problem) => problem.errors?.map(({ pointer }) => pointer);

describe("a request that keeps its contract", () => {
  test("is handed on, checked", () =>
    expect(
      accepted({ queryStringParameters: { limit: "3" }, headers: { "idempotency-key": "k1", "if-match": '"7"' } }),
    ).toMatchObject({
      path: { id: "abc" },
      query: { limit: "3" },
      body: { name: "x" },
      ifMatch: 7,
    }));

  test("may come base64-encoded", () =>
    expect(accepted({ body: Buffer.from('{"name":"é"}').toString("base64"), isBase64Encoded: true }).body.name).toBe(
      "é",
    ));

  test("is the same request however it is laid out, and another with another body or path", () => {
    const fingerprint = (more: Partial<GatewayEvent>) => accepted(more).idempotency.fingerprint;
    expect(fingerprint({ body: ' { "name" : "x" } ' })).toBe(fingerprint({}));
    expect(fingerprint({ body: '{"name":"y"}' })).not.toBe(fingerprint({}));
    expect(fingerprint({ pathParameters: { id: "abd" } })).not.toBe(fingerprint({}));
  });

  test.each([
    ["members in another order", '{"lines":[{"quantity":1}],"name":"x"}'],
    ["a number written otherwise", '{"name":"x","lines":[{"quantity":1.0}]}'],
    ["an exponent", '{"name":"x","lines":[{"quantity":1e0}]}'],
    ["escapes", '{"name":"\\u0078","lines":[{"quantity":1}]}'],
    ["a member said twice", '{"name":"y","name":"x","lines":[{"quantity":1}]}'],
  ])("is the same request with %s", (_, body) =>
    expect(accepted({ body }).idempotency.fingerprint).toBe(
      accepted({ body: '{"name":"x","lines":[{"quantity":1}]}' }).idempotency.fingerprint,
    ),
  );

  test.each([
    ["lines in another order", '{"name":"x","lines":[{"quantity":2},{"quantity":1}]}'],
    ["a text for a number", '{"name":"x","colours":{"1":1}}'],
    ["a member more", '{"name":"x","lines":[{"quantity":1},{"quantity":2}],"colours":{}}'],
  ])("is another request with %s", (_, body) =>
    expect(accepted({ body }).idempotency.fingerprint).not.toBe(
      accepted({ body: '{"name":"x","lines":[{"quantity":1},{"quantity":2}]}' }).idempotency.fingerprint,
    ),
  );

  test("may encode its path", () => expect(accepted({ pathParameters: { id: "%61bc" } }).path.id).toBe("abc"));
});

describe("a request that does not", () => {
  test.each([
    ["no JSON", "{", "unreadable"],
    ["nothing", "", "unreadable"],
    ["too much", JSON.stringify({ name: "x".repeat(largestBody) }), "body-too-large"],
    ["too much in few characters", JSON.stringify({ name: "é".repeat(largestBody / 2) }), "body-too-large"],
    ["nested beyond any stack", `{"name":${"[".repeat(60_000)}${"]".repeat(60_000)}}`, "unreadable"],
    ["a list", "[]", "invalid"],
    ["null", "null", "invalid"],
    ["a number", "1e999", "invalid"],
  ])("with %s as its body is refused", (_, body, code) => expect(refused({ body }).problem).toBe(code));

  test("is told every field that is wrong", () => {
    const body = JSON.stringify({
      name: "",
      lines: [{ quantity: 1 }, { quantity: 0.5 }, { quantity: 1, "a/b~": 1 }],
      more: 1,
    });
    expect(pointers(refused({ body }))).toEqual(
      expect.arrayContaining(["/name", "/lines/1/quantity", "/lines/2/a~1b~0", "/more"]),
    );
  });

  test("is told of path, query and headers as well", () => {
    const wrong = {
      pathParameters: { id: "%zz" },
      queryStringParameters: { limit: "x" },
      headers: { "idempotency-key": " ", "if-match": "x" },
    };
    expect(pointers(refused(wrong))).toEqual(
      expect.arrayContaining(["path:id", "query:limit", "header:Idempotency-Key", "header:If-Match"]),
    );
  });

  test("is told of parameters that its route does not know, also where it knows none", () => {
    expect(pointers(refused({ queryStringParameters: { limit: "3", limits: "4" } }))).toEqual(["query:limits"]);
    const plain = route("GET /things", { scope: "things/read", summary: "a", answers: { 200: null }, problems: [] });
    const asked = readRequest(plain, event({ queryStringParameters: { stauts: "open" } }));
    expect(asked).toMatchObject({ problem: "invalid", errors: [{ pointer: "query:stauts" }] });
  });

  test("decides on its own parameters where its route takes it raw", () => {
    const signed = route("POST /hook", {
      scope: undefined,
      summary: "a",
      raw: true,
      answers: { 204: null },
      problems: [],
    });
    expect(isProblem(readRequest(signed, event({ queryStringParameters: { id: "7" } })))).toBe(false);
  });

  test("without a key moves nothing", () => expect(refused({ headers: {} }).problem).toBe("idempotency-key-missing"));

  test.each(["k".repeat(129), "with blank", "ключ", ""])("has no key in %j", (key) =>
    expect(pointers(refused({ headers: { "idempotency-key": key } }))).toEqual(["header:Idempotency-Key"]),
  );

  test("names at most twenty fields", () => {
    const lines = Array.from({ length: 500 }, () => ({ quantity: 0 }));
    expect(refused({ body: JSON.stringify({ name: "x", lines }) }).errors).toHaveLength(20);
  });

  test("does not reach the prototype of anything", () => {
    expect(pointers(refused({ body: '{"name":"x","__proto__":{"admin":true}}' }))).toEqual(["/__proto__"]);
    expect(({} as Record<string, unknown>).admin).toBeUndefined();
  });

  test.each(["__proto__", "\\u005f_proto__"])("is told of %s among free members, rather than losing it", (name) => {
    expect(pointers(refused({ body: `{"name":"x","colours":{"${name}":1,"red":2}}` }))).toEqual(["/colours/__proto__"]);
    expect(accepted({ body: '{"name":"__proto__","colours":{"red":2}}' }).body.colours).toEqual({ red: 2 });
  });

  test("never gets more than a refusal, whatever was sent", () =>
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string(), fc.string({ unit: "binary" })), fc.string(), (body, id) => {
        const request = read({ body, pathParameters: { id } });
        return !isProblem(request) || problemDocument(request as Problem).status < 500;
      }),
    ));
});
