import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, inject } from "vitest";
import type { CloudState } from "#cli/local-cloud/cloud-state";
import { freePort, isAlive } from "#cli/local-cloud/emulator";
import { pythonFolder, root } from "#cli/local-cloud/places";
import { archipelagoIn, type Ended, runNode } from "./command.ts";
import { ownStateOf } from "./local-stack.ts";
import type { Json } from "./market-client.ts";

/** A copy of the repository in which a test does what a person does, and the cloud that is started from it. */
export type OwnRepository = {
  readonly folder: string;
  /** What was deployed last, as the CDK wrote it. */
  readonly assembly: string;
  archipelago(...words: readonly string[]): Promise<Ended>;
  /** A command that does what was asked. @returns its document, and as `stderr` what it said on the way */
  done(...words: readonly string[]): Promise<Json>;
  /** `npx cdk synth`, of the local deployment. */
  synth(): Promise<Ended>;
  /** Deploys what the copy says into its cloud, which is started if need be. */
  up(): Promise<CloudState>;
  /** Stops the cloud, and leaves nothing of either. */
  remove(): Promise<void>;
};

/** Copies what git knows of the repository, as it is now, to a folder of its own; the installed packages are linked. */
export function repositoryCopy(name: string): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), `archipelago-${name}-`)));
  // whoever checked it out: nothing but names is asked for
  const listed = execFileSync("git", ["-c", "safe.directory=*", "ls-files", "-z"], { cwd: root, encoding: "utf8" });
  for (const file of listed.split("\0").filter((path) => path !== "" && existsSync(join(root, path)))) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(join(root, file), join(folder, file));
  }
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  return folder;
}

/** Such a copy with a cloud of its own; the emulator is linked, too. */
export function ownRepository(name: string): OwnRepository {
  const folder = repositoryCopy(name);
  mkdirSync(join(folder, ".archipelago"));
  symlinkSync(pythonFolder, join(folder, ".archipelago", "python"));

  const state = ownStateOf(inject("run"), name);
  const env = { ...process.env, ARCHIPELAGO_STATE: state };
  const cloud = (): CloudState => JSON.parse(readFileSync(join(state, "cloud.json"), "utf8"));
  const archipelago = (...words: readonly string[]) => archipelagoIn(folder, env, words);
  return {
    folder,
    assembly: join(state, "cdk.out"),
    archipelago,
    async done(...words) {
      const { code, document, err } = await archipelago(...words);
      expect(code, err).toBe(0);
      return { ...document, stderr: err };
    },
    synth: () =>
      runNode([join(folder, "node_modules/aws-cdk/bin/cdk"), "synth", "--quiet", "-c", "deployment=local"], {
        cwd: folder,
        env: { ...env, CDK_VALIDATION: "false", CDK_DISABLE_CLI_TELEMETRY: "true", CI: "true" },
      }),
    async up() {
      const port = existsSync(join(state, "cloud.json")) ? cloud().port : await freePort();
      const { code, err } = await archipelago("up", "--detach", "--no-demonstration", "--port", String(port));
      expect(code, err).toBe(0);
      return cloud();
    },
    async remove() {
      const pid = existsSync(join(state, "cloud.json")) ? cloud().pid : undefined;
      const { code, err } = await archipelago("down");
      for (const place of [folder, state]) rmSync(place, { recursive: true, force: true });
      expect(code, err).toBe(0);
      expect(pid !== undefined && isAlive(pid), "the emulator is left running").toBe(false);
    },
  };
}
