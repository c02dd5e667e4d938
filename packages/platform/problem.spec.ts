import { expect, test } from "vitest";
import { invalid, isProblem, notFound, problem, problemCode, problemDocument } from "./problem.ts";

const outOfStock = problemCode("out-of-stock", 409);

test("a problem document has the members of RFC 9457, the code and what the problem adds", () => {
  const document = problemDocument(
    problem(outOfStock, "too few are left", { more: { items: [{ sku: "A", available: 1 }] } }),
  );
  expect(document).toEqual({
    type: "urn:archipelago:problem:out-of-stock",
    title: "out of stock",
    status: 409,
    detail: "too few are left",
    code: "out-of-stock",
    items: [{ sku: "A", available: 1 }],
  });
});

test("an answer is no problem", () => {
  expect(isProblem({ status: 200, body: { problem: "none of ours" } })).toBe(false);
  expect(isProblem(problem(notFound, "gone"))).toBe(true);
});

test("a problem may say of itself that it was no request at all", () => {
  expect(problemDocument(problem(invalid, "no cursor of ours", { status: 400 }))).toMatchObject({
    status: 400,
    code: "invalid",
  });
});
