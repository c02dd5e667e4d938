import { expect, test } from "vitest";
import { columns } from "./columns.ts";

test("cells of a column begin at the same place, and no line ends in spaces", () => {
  expect(
    columns([
      ["a", "long word", "x"],
      ["longer", "b"],
    ]),
  ).toBe("a       long word  x\nlonger  b");
  expect(columns([])).toBe("");
});
