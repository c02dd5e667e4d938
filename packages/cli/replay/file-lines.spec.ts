import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { fileLines } from "./file-lines.ts";

const read = async (content: string, limit?: number) => {
  const path = join(mkdtempSync(join(tmpdir(), "file-lines-")), "orders.ndjson");
  writeFileSync(path, content);
  const lines: string[] = [];
  for await (const { number, text } of fileLines(path, limit)) lines.push(`${number}:${text}`);
  return lines;
};

test("a file has the lines that a line feed ends, and what follows the last one", async () => {
  expect(await read("a\nb\n")).toEqual(["1:a", "2:b"]);
  expect(await read("a\n\nb")).toEqual(["1:a", "2:", "3:b"]);
  expect(await read("")).toEqual([]);
});

test("separators that JSON text may contain split nothing", async () => {
  expect(await read("a\u2028b\n")).toEqual(["1:a\u2028b"]);
});

test("a line longer than a chunk stays whole, and a byte order mark is no part of the first", async () => {
  const long = "é".repeat(400_000);
  expect(await read(`\uFEFF${long}\nb`)).toEqual([`1:${long}`, "2:b"]);
});

test("no more lines are read than asked for", async () => {
  expect(await read("a\nb\nc\n", 2)).toEqual(["1:a", "2:b"]);
  expect(await read("a", 0)).toEqual([]);
});
