import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { forgetEnded, readState } from "./cloud-state.ts";
import { isAlive } from "./emulator.ts";
import { readLinks, writeLinks } from "./links.ts";
import { requirePort, stopLocalCloud } from "./local-cloud.ts";

const running = { port: 4566, endpoint: "http://localhost:4566" };

test.each([undefined, 0, 4566])("a cloud that runs is deployed to where it is: --port %s", (wanted) =>
  expect(() => requirePort(running, wanted)).not.toThrow(),
);

test("a cloud that is wanted on another port says where it runs, and what can be done", () => {
  const refused = () => requirePort(running, 4999);
  for (const part of [
    "runs already, at http://localhost:4566",
    "4999",
    "Leave --port out",
    "--fresh",
    "ARCHIPELAGO_STATE",
  ])
    expect(refused).toThrow(part);
});

describe("the state of a cloud that ended without being stopped", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "archipelago-cloud-"));
    vi.stubEnv("ARCHIPELAGO_STATE", folder);
    writeFileSync(join(folder, "cloud.json"), JSON.stringify({ pid: neverANumber, port: 1 }));
    writeLinks({ xx: "detached" });
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });
  /** No system has as many processes. */
  const neverANumber = 2 ** 30;

  test("leaves neither links nor tokens to the next one", () => {
    mkdirSync(join(folder, "tokens"));
    forgetEnded();
    expect([readState(), readLinks(), existsSync(join(folder, "tokens"))]).toEqual([undefined, {}, false]);
  });

  test("is told from that of one that runs", () => {
    writeFileSync(join(folder, "cloud.json"), JSON.stringify({ pid: process.pid }));
    forgetEnded();
    expect(readLinks()).toEqual({ xx: "detached" });
  });

  test("does not hide the one that was started after it", async () => {
    const next = spawn("sh", ["-c", "sleep 600; : ministack"], { detached: true, stdio: "ignore" });
    const ended = new Promise((resolve) => next.once("exit", resolve));
    const pid = next.pid ?? 0;
    writeFileSync(join(folder, "ministack.json"), JSON.stringify({ pid, port: 1 }));
    expect(await stopLocalCloud()).toBe(true);
    await ended;
    expect(isAlive(pid)).toBe(false);
  });
});
