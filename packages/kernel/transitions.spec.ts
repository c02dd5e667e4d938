import { expect, test } from "vitest";
import { mayBecome, sourcesOf, type Transitions } from "./transitions.ts";

const doors = { open: ["open", "shut"], shut: ["open", "locked"], locked: [] } as const satisfies Transitions<
  "open" | "shut" | "locked"
>;

test("a state may become what its row says", () => {
  expect(mayBecome(doors, "open", "shut")).toBe(true);
  expect(mayBecome(doors, "open", "locked")).toBe(false);
  expect(mayBecome(doors, "locked", "locked")).toBe(false);
});

test("the sources of a state are the rows that name it", () => {
  expect(sourcesOf(doors, "open")).toEqual(["open", "shut"]);
  expect(sourcesOf(doors, "locked")).toEqual(["shut"]);
});
