import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { freePort, isAlive, startEmulator, startedEmulator } from "./emulator.ts";

const folder = mkdtempSync(join(tmpdir(), "archipelago-emulator-"));
beforeAll(() => {
  mkdirSync(join(folder, "state"));
  vi.stubEnv("ARCHIPELAGO_STATE", join(folder, "state"));
});
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

/** Something that is started in the place of Python. */
function program(name: string, ...lines: readonly string[]): string {
  const file = join(folder, name);
  writeFileSync(file, ["#!/bin/sh", ...lines, ""].join("\n"));
  chmodSync(file, 0o755);
  return file;
}
test("an emulator that never answers is not left running", async () => {
  const pid = join(folder, "pid");
  const silent = program("silent", `echo $$ > ${pid}`, "echo listening to nobody", "sleep 600");
  const port = await freePort();
  await expect(startEmulator(silent, port, 2)).rejects.toThrow(
    new RegExp(`did not answer on port ${port} within 2 s:\nlistening to nobody`),
  );
  expect(isAlive(Number(readFileSync(pid, "utf8")))).toBe(false);
  expect(startedEmulator()).toBeUndefined();
});

test("an emulator that ends at once says why", async () => {
  const broken = program("broken", "echo no such module >&2", "exit 1");
  await expect(startEmulator(broken, await freePort())).rejects.toThrow("MiniStack did not start:\nno such module");
  expect(startedEmulator()).toBeUndefined();
});
