import { expect, test } from "vitest";
import * as z from "zod/mini";
import { atTheGateway } from "#test/support/gateway-event";
import { answer } from "./answer.ts";
import { type Handlers, httpFunction } from "./http-function.ts";
import { forbidden, problem, problemCode } from "./problem.ts";
import { route } from "./route.ts";

const cracked = problemCode("bell-cracked", 409);
const stolen = problemCode("bell-stolen", 409);
const routes = {
  ring: route("GET /bell", { scope: undefined, summary: "Ring", answers: { 204: null }, problems: [cracked] }),
} as const;

test("a handler answers what its route declares, and nothing else compiles", async () => {
  const may: readonly Handlers<typeof routes>["ring"][] = [
    () => answer(204),
    () => problem(cracked, "it is cracked"),
    () => problem(forbidden, "it is not yours"),
  ];
  // @ts-expect-error the route does not declare this problem
  const undeclared: Handlers<typeof routes>["ring"] = () => problem(stolen, "it is gone");
  // @ts-expect-error the route does not declare this status
  const unknown: Handlers<typeof routes>["ring"] = () => answer(200);
  expect([...may, undeclared, unknown]).toHaveLength(5);
});

test("what is not for sellers is refused to callers that are bound to some, before its handler is asked", async () => {
  const asked: string[] = [];
  const ring = (name: string) => () => {
    asked.push(name);
    return answer(204);
  };
  const bell = { scope: undefined, summary: "Ring", answers: { 204: null }, problems: [] } as const;
  const of = {
    ours: route("GET /ours", { ...bell, boundSellers: "none" }),
    shared: route("GET /shared", { ...bell, boundSellers: "own" }),
    open: route("GET /open", bell),
  } as const;
  const handler = httpFunction(of, z.object({}), () => ({
    ours: ring("ours"),
    shared: ring("shared"),
    open: ring("open"),
  })) as unknown as (
    event: object,
    context: object,
  ) => Promise<{ readonly statusCode: number; readonly body?: string }>;
  const answersTo = async (claims: object) => {
    const token = `.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.`;
    return Promise.all(
      Object.values(of).map(async ({ key }) => {
        const { statusCode, body } = await handler(atTheGateway({ token }, key, undefined, "1"), {});
        return body ? [statusCode, JSON.parse(body).code] : [statusCode];
      }),
    );
  };
  const bound = { sub: "1", "cognito:groups": "[seller]", sellerIds: "ada" };
  expect(await answersTo(bound)).toEqual([[403, "forbidden"], [204], [204]]);
  expect(asked).toEqual(["shared", "open"]);
  expect(await answersTo({ sub: "2", "cognito:groups": "[operations]" })).toEqual([[204], [204], [204]]);
});
