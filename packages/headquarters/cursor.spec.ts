import fc from "fast-check";
import { expect, test } from "vitest";
import { cursorOf } from "#platform/page";
import { cursorsUnder } from "./cursor.ts";

const key = "0123456789abcdefghijklmnopqrstuvwxyz";
const another = "zyxwvutsrqponmlkjihgfedcba9876543210";
const { write, read } = cursorsUnder(key);
const here = new Map([
  ["aa/1", 35],
  ["aa/2", 10],
  ["bb/1", 3],
]);

test("a cursor says where its reader was", () => {
  expect(read(write(here))).toEqual(here);
  expect(read(write(new Map()))).toEqual(new Map());
});

test("the same place has the same cursor", () => expect(write(new Map([...here].reverse()))).toBe(write(here)));

test("an altered cursor is none, whichever letter was altered", () =>
  fc.assert(
    fc.property(fc.nat(), fc.constantFrom(..."ABCxyz019-_=. "), (place, letter) => {
      const cursor = write(here);
      const at = place % cursor.length;
      const altered = cursor.slice(0, at) + letter + cursor.slice(at + 1);
      expect(read(altered)).toEqual(altered === cursor ? here : undefined);
    }),
  ));

test("what was never a cursor is none", () =>
  fc.assert(fc.property(fc.string({ maxLength: 80 }), (text) => read(text) === undefined)));

test("a cursor of another place, or of another list, is none", () => {
  expect(read(cursorsUnder(another).write(here))).toBeUndefined();
  expect(read(cursorOf(["aa", "1", "35"]))).toBeUndefined();
});

test("a new key signs, and cursors under the old one go on working", () => {
  const renewed = cursorsUnder(`${another} ${key}`);
  expect(renewed.read(write(here))).toEqual(here);
  expect(cursorsUnder(another).read(renewed.write(here))).toEqual(here);
});

test("without a key of some length nothing is signed", () => expect(() => cursorsUnder("short")).toThrow(RangeError));
