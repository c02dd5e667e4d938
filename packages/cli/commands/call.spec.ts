import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { markets } from "#markets/directory";
import { root } from "../local-cloud/places.ts";
import { keptToken } from "../market-api/kept-token.ts";
import { operations } from "../market-api/roles.ts";

const folder = mkdtempSync(join(tmpdir(), "archipelago-call-"));
const [{ code } = expect.unreachable()] = markets;
const startedAt = "2026-01-01T00:00:00.000Z";
/** Stands in for the emulator's process, and for its gateway. */
let emulator: ChildProcess;
let gateway: Server;
let port: number;

beforeAll(async () => {
  emulator = spawn("sh", ["-c", "sleep 600; : ministack"], { detached: true, stdio: "ignore" });
  gateway = createServer(({ url, headers }, response) => {
    if (url === "/_ministack/health") return response.end("{}");
    response.setHeader("content-type", "application/json");
    if (headers["x-amz-target"]) response.statusCode = 400; // nobody signs in here
    return response.end(JSON.stringify({ url, authorization: headers.authorization ?? null }));
  });
  await new Promise<void>((resolve) => gateway.listen(0, "localhost", resolve));
  ({ port } = gateway.address() as AddressInfo);
  vi.stubEnv("ARCHIPELAGO_STATE", folder);
  const place = { url: `http://localhost:${port}/v1`, region: "eu-north-1", userPoolId: "pool", appClientId: "app" };
  const state = { endpoint: `http://localhost:${port}`, port, pid: emulator.pid, startedAt, central: place };
  writeFileSync(
    join(folder, "cloud.json"),
    JSON.stringify({ ...state, markets: { [code]: { ...place, centralLink: "attached", machines: {} } } }),
  );
});
afterAll(() => {
  vi.unstubAllEnvs();
  gateway.close();
  if (emulator.pid !== undefined) process.kill(-emulator.pid, "SIGKILL");
  rmSync(folder, { recursive: true });
});

/** Tells each module that a program loads. */
const watching = `import { registerHooks } from "node:module";
registerHooks({ load: (url, context, next) => (process.stderr.write("loads " + url + "\\n"), next(url, context)) });`;

/** Runs the command line with this state, and with every module that it loads named. */
function run(...words: readonly string[]): Promise<{ out: string; err: string; loaded: readonly string[] }> {
  const program = ["--import", `data:text/javascript,${encodeURIComponent(watching)}`, "packages/cli/archipelago.ts"];
  const child = spawn(process.execPath, [...program, ...words], {
    cwd: root,
    env: { ...process.env, ARCHIPELAGO_STATE: folder },
  });
  const [out, err]: [string[], string[]] = [[], []];
  child.stdout.setEncoding("utf8").on("data", (text: string) => out.push(text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => err.push(text));
  return new Promise((resolve) =>
    child.once("close", () => {
      const lines = err.join("").split("\n");
      const loaded = lines.flatMap((line) => /^loads file:\/\/(.+)$/.exec(line)?.[1] ?? []);
      resolve({ out: out.join(""), err: lines.filter((line) => !line.startsWith("loads ")).join("\n"), loaded });
    }),
  );
}
const packagesAmong = (loaded: readonly string[]): readonly string[] => [
  ...new Set(loaded.flatMap((file) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? [])),
];

describe("one request", () => {
  test("of somebody who has a token loads neither clients of AWS, nor the CDK, nor a definition of a market", async () => {
    const kept = keptToken({ startedAt, place: code, wish: operations }, async () => ({
      accessToken: "kept",
      expiresIn: 3_600,
    }));
    await kept.current();
    const { out, err, loaded } = await run("call", code, "GET", "/orders?limit=1", "--json");
    expect(err).toBe("");
    expect(JSON.parse(out)).toEqual({
      status: 200,
      body: { url: "/v1/orders?limit=1", authorization: "Bearer kept" },
    });
    expect(packagesAmong(loaded)).toEqual(["commander"]);
    const ours = loaded.filter((file) => !file.includes("node_modules"));
    expect(ours.filter((file) => /\/infra\/|\/packages\/markets\//.test(file))).toEqual([]);
    expect(ours.filter((file) => file.includes("/cli/commands/")).map((file) => file.split("/").at(-1))).toEqual([
      "call.ts",
      "words.ts",
    ]);
  });

  test("needs a client of AWS only where somebody signs in: then it is seen here", async () => {
    const { loaded } = await run("token", code, "--role", "support");
    expect(packagesAmong(loaded)).toContain("@aws-sdk/client-cognito-identity-provider");
  });
});

test("help speaks of every command", async () => {
  const { out } = await run("--help");
  for (const name of [
    "up",
    "down",
    "status",
    "token",
    "call",
    "replay",
    "reconcile",
    "feed",
    "market",
    "redrive",
    "stack",
  ])
    expect(out).toMatch(new RegExp(`^  ${name}\\b`, "m"));
  expect((await run("call", "--help")).out).toMatch(/^Usage: archipelago call /);
  expect((await run("cal")).err).toContain("unknown command 'cal'");
});
