import { expect, test } from "vitest";
import { answer } from "./answer.ts";
import type { Handlers } from "./http-function.ts";
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
