import { rmSync } from "node:fs";
import { join } from "node:path";
import type { CloudState } from "#cli/local-cloud/cloud-state";
import { startLocalCloud, stopLocalCloud } from "#cli/local-cloud/local-cloud";
import { root } from "#cli/local-cloud/places";
import { runningCloud } from "#cli/local-cloud/running-cloud";
import { tell } from "#cli/terminal/outcome";

/** The stack to measure. `fresh`: nothing of it was called before. */
export type BenchStack = { readonly cloud: CloudState; readonly fresh: boolean };

/**
 * Runs `work` on a local stack of its own, which is stopped afterwards. A cloud that runs already at `port` is used as it
 * is and left running.
 * @param port where the stack listens; any free one when it is not said
 */
export async function onStack<Result>(port: number | undefined, work: (stack: BenchStack) => Promise<Result>) {
  const running = port === undefined ? undefined : await runningCloud();
  if (running && running.port === port) return work({ cloud: running, fresh: false });
  // under the name of a test run: should this one be killed, the next test run clears it away
  const state = join(".archipelago", `test-${process.pid}`);
  process.env.ARCHIPELAGO_STATE = state;
  const stop = async (): Promise<void> => {
    await stopLocalCloud();
    rmSync(join(root, state), { recursive: true, force: true });
  };
  const interrupted = (): void => void stop().finally(() => process.exit(130));
  process.once("SIGINT", interrupted).once("SIGTERM", interrupted);
  try {
    return await work({ cloud: await startLocalCloud({ port: port ?? 0, report: tell }), fresh: true });
  } finally {
    process.off("SIGINT", interrupted).off("SIGTERM", interrupted);
    await stop();
  }
}
