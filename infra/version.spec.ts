import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { commitOf } from "./version.ts";

const folder = mkdtempSync(join(tmpdir(), "archipelago-version-"));
const repository = join(folder, "repository");
const git = (...args: readonly string[]): string =>
  execFileSync("git", ["-C", repository, "-c", "user.name=a", "-c", "user.email=a@example.org", ...args], {
    encoding: "utf8",
  }).trim();
let commit: string;

beforeAll(() => {
  mkdirSync(join(repository, "copy"), { recursive: true });
  writeFileSync(join(repository, "file"), "one");
  git("init", "--quiet");
  git("add", "file");
  git("commit", "--quiet", "--message", "one");
  commit = git("rev-parse", "HEAD");
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("what is deployed is told", () => {
  test("by its commit", () => {
    expect(commit).toMatch(/^[0-9a-f]{40}$/);
    expect(commitOf(repository, {})).toBe(commit);
  });

  test("to be dirty when a file was changed, or added and not committed", () => {
    writeFileSync(join(repository, "file"), "two");
    expect(commitOf(repository, {})).toBe(`${commit}-dirty`);
    writeFileSync(join(repository, "file"), "one");
    writeFileSync(join(repository, "new"), "one");
    expect(commitOf(repository, {})).toBe(`${commit}-dirty`);
    rmSync(join(repository, "new"));
  });

  test("by a variable where there is no git, which goes before git where there is", () => {
    for (const place of [folder, repository]) expect(commitOf(place, { ARCHIPELAGO_COMMIT: "abc" })).toBe("abc");
  });

  test("to be unknown where nobody says, and not to be what a repository around it holds", () => {
    for (const place of [folder, join(repository, "copy")]) expect(commitOf(place, {})).toBe("unknown");
  });
});
