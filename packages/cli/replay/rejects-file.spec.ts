import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { rejectsFile } from "./rejects-file.ts";

const folder = mkdtempSync(join(tmpdir(), "archipelago-rejects-"));
afterAll(() => rmSync(folder, { recursive: true }));
const source = join(folder, "orders.ndjson");
writeFileSync(source, "{}\n");

test("rejects are written one a line", async () => {
  const path = join(folder, "rejects.ndjson");
  const rejects = await rejectsFile(path, source);
  rejects.add({ line: 1, reason: "unreadable", total: "0.00", source: "x" });
  rejects.add({ line: 2, reason: "no-lines", total: "0.00", source: "y" });
  await rejects.close();
  expect(readFileSync(path, "utf8")).toBe(
    '{"line":1,"reason":"unreadable","total":"0.00","source":"x"}\n{"line":2,"reason":"no-lines","total":"0.00","source":"y"}\n',
  );
});

test("what comes after the end of a run that failed is left out, and breaks nothing", async () => {
  const path = join(folder, "failed.ndjson");
  const rejects = await rejectsFile(path, source);
  const closed = rejects.close();
  rejects.add({ line: 1, reason: "unreadable", total: "0.00", source: "x" });
  await closed;
  rejects.add({ line: 2, reason: "unreadable", total: "0.00", source: "y" });
  expect(readFileSync(path, "utf8")).toBe("");
});

test("a place that cannot be written is told before anything is placed", () =>
  expect(rejectsFile(join(folder, "nowhere", "rejects"), source)).rejects.toThrow("rejects cannot be written to"));

test("the source is not written over, by whichever name", async () => {
  const alias = join(folder, "alias");
  symlinkSync(source, alias);
  for (const path of [source, alias]) await expect(rejectsFile(path, source)).rejects.toThrow("overwrite");
  expect(readFileSync(source, "utf8")).toBe("{}\n");
});
