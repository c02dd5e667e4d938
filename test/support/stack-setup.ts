import type { TestProject } from "vitest/node";
import type { CloudState } from "#cli/local-cloud/cloud-state";
import { stopTestStack, testStack } from "./local-stack.ts";

declare module "vitest" {
  interface ProvidedContext {
    readonly cloud: CloudState;
    /** The process id of the run, which names what it must not leave behind. */
    readonly run: number;
  }
}

/** Runs once before the first file of each project that needs the stack. */
export async function setup(project: TestProject): Promise<void> {
  project.provide("run", process.pid);
  project.provide("cloud", (await testStack()).cloud);
}

/** Runs when all projects are through. */
export const teardown = (): Promise<void> => stopTestStack();
