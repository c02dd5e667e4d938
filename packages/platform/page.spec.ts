import fc from "fast-check";
import { expect, test } from "vitest";
import * as z from "zod/mini";
import { cursorOf, pageQuery, readCursor } from "./page.ts";

const query = z.object(pageQuery);

test("a page has 25 entries unless the caller says otherwise", () => {
  expect(z.parse(query, {})).toEqual({ limit: 25 });
  expect(z.parse(query, { limit: "100" })).toEqual({ limit: 100 });
});

test.each(["0", "101", "-1", "1.5", "1e2", "", "ten", "0x10", "9".repeat(40)])("%j is no limit", (limit) =>
  expect(z.safeParse(query, { limit }).success).toBe(false),
);

test("a cursor is read as it was made", () =>
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "grapheme" })), (position) => {
      expect(readCursor(cursorOf(position), position.length)).toEqual(position);
    }),
  ));

test("whatever else is sent as a cursor is none", () =>
  fc.assert(
    fc.property(fc.string(), (text) => readCursor(text, 1) === undefined || cursorOf(readCursor(text, 1) ?? []) !== ""),
  ));

test.each([
  cursorOf(["a", "b"]),
  cursorOf([]),
  Buffer.from("[1]").toString("base64url"),
  Buffer.from('{"0":"a"}').toString("base64url"),
  "null",
])("%s is no cursor of one string", (text) => expect(readCursor(text, 1)).toBeUndefined());
