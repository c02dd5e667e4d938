import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isAlive } from "../local-cloud/emulator.ts";

const command = fileURLToPath(new URL("../archipelago.ts", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "archipelago-up-"));
/** An emulator that somebody else has just started. */
const theirs = spawn("sh", ["-c", "sleep 600; : ministack"], { detached: true, stdio: "ignore" });
const pid = theirs.pid ?? 0;
const listener = createServer();
let port = 0;

beforeAll(async () => {
  await once(listener.listen(0), "listening");
  const address = listener.address();
  port = typeof address === "object" && address ? address.port : 0;
  writeFileSync(join(folder, "ministack.json"), JSON.stringify({ pid, port }));
});
afterAll(() => {
  listener.close();
  if (isAlive(pid)) process.kill(-pid, "SIGKILL");
  rmSync(folder, { recursive: true });
});

test("a start that finds its port taken lets whatever listens there live", { timeout: 60_000 }, async () => {
  const env = { ...process.env, ARCHIPELAGO_STATE: folder };
  const up = spawn(process.execPath, [command, "up", "--port", String(port), "--json"], { env });
  let [out, err] = ["", ""];
  up.stdout.setEncoding("utf8").on("data", (text: string) => {
    out += text;
  });
  up.stderr.setEncoding("utf8").on("data", (text: string) => {
    err += text;
  });
  const [code] = await once(up, "close");
  expect({ code, out, err }).toEqual({ code: 1, out: "", err: expect.stringMatching(/^.+: port \d+ is taken; .+\n$/) });
  expect(isAlive(pid)).toBe(true);
});
