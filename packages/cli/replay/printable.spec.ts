import { expect, test } from "vitest";
import { printable } from "./printable.ts";

test.each([
  ["Lamp", "Lamp"],
  ["  a\tb\r\nc\u0000 ", "a b c"],
  ["half \ud83d", "half"],
  [" \n ", undefined],
  [undefined, undefined],
  ["ten letters, and more", "ten letter"],
  ["nine lett🏝", "nine lett"],
])("%j is shown as %j", (given, shown) => expect(printable(given, 10)).toBe(shown));
