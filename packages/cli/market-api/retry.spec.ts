import { expect, test } from "vitest";
import { isPassing, waitAfter } from "./retry.ts";

const now = Date.parse("2026-01-31T12:00:00Z");

test("a server that names a time is obeyed, and given a little more", () => {
  expect(waitAfter(1, "2", 0, now)).toBe(2000);
  expect(waitAfter(1, "2", 1, now)).toBe(2100);
  expect(waitAfter(1, "Sat, 31 Jan 2026 12:00:03 GMT", 0, now)).toBe(3000);
  expect(waitAfter(1, "Sat, 31 Jan 2026 11:00:00 GMT", 0, now)).toBe(0);
});

test("without one the wait doubles, at random, up to ten seconds", () => {
  expect([1, 2, 3, 7, 12].map((attempt) => waitAfter(attempt, null, 1, now))).toEqual([200, 400, 800, 10_000, 10_000]);
  expect(waitAfter(5, null, 0, now)).toBe(0);
  expect(waitAfter(1, "soon", 1, now)).toBe(200);
});

test("only what may pass is tried again", () => {
  expect([429, 500, 502, 503, 504].every(isPassing)).toBe(true);
  expect([200, 201, 401, 403, 404, 409, 412, 422].some(isPassing)).toBe(false);
});
