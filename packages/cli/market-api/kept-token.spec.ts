import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { keptToken } from "./kept-token.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "archipelago-tokens-"));
  vi.stubEnv("ARCHIPELAGO_STATE", folder);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

const operations = { startedAt: "today", place: "aa", wish: { kind: "person", role: "operations" } };
let fetched = 0;
/** One command's source of tokens. */
const command = (whose: unknown = operations, clock = () => 0) =>
  keptToken(whose, async () => ({ accessToken: `token ${++fetched}`, expiresIn: 3_600 }), clock);
const files = () => readdirSync(join(folder, "tokens"));

test("the next command finds the token of the last one, until a minute before it expires", async () => {
  const first = await command().current();
  expect(await command(operations, () => 3_539_000).current()).toBe(first);
  expect(await command(operations, () => 3_541_000).current()).not.toBe(first);
});

test("nobody else may read it, and its name tells nothing", async () => {
  await command().current();
  expect(files()).toEqual([expect.stringMatching(/^[0-9a-f]{64}\.json$/)]);
  expect(statSync(join(folder, "tokens")).mode & 0o777).toBe(0o700);
  for (const file of files()) expect(statSync(join(folder, "tokens", file)).mode & 0o777).toBe(0o600);
});

test("another role, place or cloud has another one", async () => {
  const first = await command().current();
  for (const other of [{ place: "bb" }, { wish: { kind: "person", role: "support" } }, { startedAt: "tomorrow" }])
    expect(await command({ ...operations, ...other }).current()).not.toBe(first);
});

test("one that a server refused is not found again", async () => {
  const source = command();
  const refused = await source.current();
  source.forget();
  const next = await source.current();
  expect(next).not.toBe(refused);
  expect(await command().current()).toBe(next);
});

test("half a token is none", async () => {
  const first = await command().current();
  for (const file of files()) writeFileSync(join(folder, "tokens", file), '{"accessTok');
  expect(await command().current()).not.toBe(first);
});
