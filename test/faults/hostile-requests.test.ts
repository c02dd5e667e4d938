import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { brokenBodies } from "#test/support/broken-bodies";
import { complaints, type Expected, fieldsOf, undeclared } from "#test/support/complaints";
import { dynamoOf, tablesOf } from "#test/support/local-aws";
import { allRoutes } from "#test/support/manifests";
import { type Answer, type Call, type Client, clientOf, person } from "#test/support/market-client";
import { type Example, type Ground, promisedRoutes } from "#test/support/promised-routes";
import { fresh, marketsOfStack, offer } from "#test/support/shop";
import { settledDigest } from "#test/support/table-scan";

const [market] = marketsOfStack();
if (!market) throw new Error("the stack has no market");
const routes = (await allRoutes("market")).map(({ route }) => route).filter(({ key }) => promisedRoutes[key]?.example);
const withBody = routes.filter(({ body }) => body);
const withPath = routes.filter(({ path }) => path);
const withQuery = routes.filter(({ query }) => query);
const commands = routes.filter(({ idempotent }) => idempotent);

const dynamo = dynamoOf(market.code);
const everything = () => settledDigest(dynamo, tablesOf(market.code));
const made = new Map<string, Example>();
let client: Client;
let before: Readonly<Record<string, string>>;

beforeAll(async () => {
  client = await clientOf(market.code, person("operations"));
  const ground: Ground = { market, operations: client, placer: client, sellerId: fresh("hostile"), sku: "THING-1" };
  await offer(client, market, { ...ground, quantity: 10_000 });
  for (const { key } of routes) {
    const example = await promisedRoutes[key]?.example?.(ground);
    if (example) made.set(key, example);
  }
  before = await everything();
});
afterAll(() => dynamo.destroy());

const exampleOf = (key: string): Example => {
  const example = made.get(key);
  if (!example) throw new Error(`no example of ${key}`);
  return example;
};
const surprises: string[] = [];
async function send(key: string, path: string, call: Call = {}): Promise<Answer> {
  const answer = await client.call(key.split(" ")[0] ?? "", path, call);
  const route = routes.find((one) => one.key === key);
  if (route) surprises.push(...undeclared(route, answer));
  return answer;
}
/** The body of the example, where a route takes one. */
const bodyOf = (example: Example): Call => (example.body ? { body: example.body } : {});

const invalid = (pointer?: string): Expected => ({
  status: [422],
  codes: ["invalid"],
  ...(pointer === undefined ? {} : { pointer }),
});

describe("what cannot be read", () => {
  const unreadable: Expected = { status: [400], codes: ["unreadable"] };
  test.each(withBody)("$key says so", async ({ key }) => {
    const { path } = exampleOf(key);
    const texts = [
      "",
      "{",
      "{'a':1}",
      "undefined",
      "<xml/>",
      "\u0000",
      '{"a":1}}',
      "[".repeat(100_000),
      '{"a":'.repeat(50_000),
    ];
    const wrong: string[] = [];
    for (const text of texts) wrong.push(...complaints(text.slice(0, 20), await send(key, path, { text }), unreadable));
    expect(wrong).toEqual([]);
  });

  test.each(withBody)("$key refuses more than 256 kB", async ({ key }) => {
    const text = JSON.stringify({ padding: "x".repeat(256 * 1024) });
    const answer = await send(key, exampleOf(key).path, { text });
    expect(complaints("a large body", answer, { status: [413], codes: ["body-too-large"] })).toEqual([]);
  });
});

describe("what breaks the contract", () => {
  test.each(withBody)("$key names the field of the body", async ({ key, body: contract }) => {
    const { path, body } = exampleOf(key);
    if (!contract) throw new Error(`${key} takes no body`);
    const wrong: string[] = [];
    let tried = 0;
    for (const broken of brokenBodies(contract, body)) {
      tried += 1;
      const answer = await send(key, path, { text: JSON.stringify(broken.body) });
      wrong.push(...complaints(`${broken.pointer || "the body"} ${broken.what}`, answer, invalid(broken.pointer)));
    }
    expect({ wrong, tried: tried >= 5 }).toEqual({ wrong: [], tried: true });
  });

  test.each(withPath)("$key names the part of the path", async ({ key }) => {
    const example = exampleOf(key);
    const noName = ["%20", "%00", "a%0Ab", "%E2%80%A8", "%C2%85", "%EF%BB%BF", "x".repeat(300)];
    const noId = [...noName, "a%2Fb", "..%2F..%2Fetc", "a%23b", "%F0%9F%92%A9", "__proto__", "%25", "a%7Cb"];
    const wrong: string[] = [];
    for (const [, name = ""] of key.matchAll(/\{([^}]+)\}/g))
      for (const value of name === "sku" ? noName : noId) {
        const answer = await send(key, withPart(key, example.path, name, value), bodyOf(example));
        // what a gateway takes for another path is not found there
        const expected = {
          ...invalid(),
          status: [404, 422],
          codes: ["not-found", "unknown-listing", "unknown-seller", "invalid"],
        };
        const named = answer.status !== 422 || complaints("", answer, invalid(`path:${name}`)).length === 0;
        wrong.push(
          ...complaints(`${name} = ${value}`, answer, expected),
          ...(named ? [] : [`${name} is not named: ${answer.text}`]),
        );
      }
    expect(wrong).toEqual([]);
  });

  test.each(withQuery)("$key names the part of the query", async ({ key }) => {
    const [path = "", asked] = exampleOf(key).path.split("?");
    const queries = {
      limit: ["0", "101", "-1", "1.5", "ten", "1e2", "", "99999999999999999999", "1&limit=2"],
      after: ["x", "W10", "%00", "bnVsbA", "WyJhIl0".repeat(300), "eyJhIjoxfQ"],
      status: ["lost", "__proto__", "held&status=confirmed"],
      sellerId: ["a%23b", "%00", "x".repeat(65)],
      orderId: ["ord_1", "shp_01h455vb4pex5vsknk084sn02q", "%00"],
      category: ["nonsense", "HOME"],
      epoch: ["0", "-1", "01", "1.5", "one", "", "%00", "99999999999999999999", "1&epoch=2"],
    };
    const declared = fieldsOf(routes.find((route) => route.key === key)?.query);
    const wrong: string[] = [];
    for (const [name, values] of Object.entries(queries).filter(([name]) => declared.includes(name)))
      for (const value of values) {
        const rest = new URLSearchParams(asked);
        rest.delete(name);
        const answer = await send(key, `${path}?${rest}&${name}=${value}`);
        wrong.push(...complaints(`${name}=${value}`, answer, invalid(`query:${name}`)));
      }
    expect(wrong).toEqual([]);
  });

  test.each(commands)("$key names the Idempotency-Key", async ({ key }) => {
    const { path, body } = exampleOf(key);
    const pointer = "header:Idempotency-Key";
    const without = await send(key, path, { body, key: null });
    const wrong = complaints("no key", without, { status: [422], codes: ["idempotency-key-missing"], pointer });
    for (const bad of ["x".repeat(129), "a b", "clé"])
      wrong.push(...complaints(bad.slice(0, 9), await send(key, path, { body, key: bad }), invalid(pointer)));
    expect(wrong).toEqual([]);
  });

  test.each(routes.filter(({ conditional }) => conditional))(
    "$key names the If-Match, and refuses a stale one",
    async ({ key }) => {
      const { path, body } = exampleOf(key);
      const wrong: string[] = [];
      for (const bad of ["x", "-1", "1.5", "*x", '"1', "9".repeat(40)])
        wrong.push(
          ...complaints(bad, await send(key, path, { body, headers: { "if-match": bad } }), invalid("header:If-Match")),
        );
      const stale = await send(key, path, { body, headers: { "if-match": '"999999"' } });
      wrong.push(...complaints("a stale version", stale, { status: [412], codes: ["version-stale"] }));
      expect(wrong).toEqual([]);
    },
  );
});

test("no path answers to a method it does not know", async () => {
  const wrong: string[] = [];
  for (const path of new Set([...made.values()].map((example) => example.path)))
    for (const method of ["DELETE", "PATCH"]) {
      const answer = await client.call(method, path, { body: {} });
      wrong.push(...complaints(`${method} ${path}`, answer, { status: [404], codes: ["not-found"] }));
    }
  expect(wrong).toEqual([]);
});

test("every refusal was one that the API's description declares", () => expect(surprises).toEqual([]));

test("nothing has changed by all of this", async () => expect(await everything()).toEqual(before));

function withPart(key: string, path: string, name: string, value: string): string {
  const steps = key.split(" ")[1]?.split("/") ?? [];
  const [way = ""] = path.split("?");
  return way
    .split("/")
    .map((step, index) => (steps[index] === `{${name}}` ? value : step))
    .join("/");
}
