import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { requireCloud } from "../market-api/running.ts";
import { freePort } from "./emulator.ts";
import { adviceOn, conditionOfCloud } from "./running-cloud.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "archipelago-condition-"));
  vi.stubEnv("ARCHIPELAGO_STATE", folder);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});
const started = (pid: number, port: number): void =>
  writeFileSync(join(folder, "cloud.json"), JSON.stringify({ pid, port, endpoint: `http://localhost:${port}` }));
const advice = async (): Promise<string> => {
  const condition = await conditionOfCloud();
  return condition.is === "running" ? expect.unreachable() : adviceOn(condition);
};

describe("who wants to use the local cloud", () => {
  test("is told to start one where none was", async () =>
    expect(await advice()).toBe("nothing is running; start it with `npm start`"));

  test("is told where it ran, and that its data are gone, once its emulator was killed", async () => {
    const emulator = spawn("sh", ["-c", "sleep 600; : ministack"], { detached: true, stdio: "ignore" });
    const ended = new Promise((resolve) => emulator.once("exit", resolve));
    const pid = emulator.pid ?? 0;
    const port = await freePort();
    started(pid, port);
    expect(await advice()).toBe(
      `the local cloud on port ${port} does not answer, though its process ${pid} runs; \`npx archipelago down\` ends it, with all that it holds`,
    );
    process.kill(-pid, "SIGKILL");
    await ended;
    const gone = `the local cloud on port ${port} has ended, and all data that it held are gone; start a new one with \`npm start\``;
    expect(await advice()).toBe(gone);
    await expect(requireCloud()).rejects.toThrow(gone);
  });

  test("is told the same when another program got the number of its process", async () => {
    started(process.pid, 4566);
    expect(await advice()).toContain("the local cloud on port 4566 has ended, and all data that it held are gone");
  });
});
