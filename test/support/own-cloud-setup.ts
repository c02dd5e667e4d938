import type { TestProject } from "vitest/node";
import { pythonWithEmulator } from "#cli/local-cloud/python-environment";
import { stopTestStack } from "./local-stack.ts";

/** Runs once before files that start clouds of their own: they need the emulator, and no cloud that others share. */
export async function setup(project: TestProject): Promise<void> {
  project.provide("run", process.pid);
  await pythonWithEmulator(console.log);
}

/** Stops what they did not stop themselves. */
export const teardown = (): Promise<void> => stopTestStack();
