import type { CloudState } from "../local-cloud/cloud-state.ts";
import { isAlive } from "../local-cloud/emulator.ts";
import { stopLocalCloud } from "../local-cloud/local-cloud.ts";
import { endedOn } from "../local-cloud/running-cloud.ts";
import { tell } from "../terminal/outcome.ts";

/** Binds the life of the local cloud to this process. */
export type Foreground = {
  /** From now on the process lives until Ctrl-C, or until the cloud ends. */
  stay(cloud: Pick<CloudState, "pid" | "port">): void;
  /** It came to nothing: leaves no half a cloud behind. */
  giveUp(): Promise<void>;
};

/** At Ctrl-C the cloud is stopped, also while it is still being built. */
export function foreground(): Foreground {
  let watch: NodeJS.Timeout | undefined;
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    tell("\nstopping");
    const failure = await stopLocalCloud().then(
      () => undefined,
      (error: unknown) => error,
    );
    tell(failure === undefined ? "stopped" : `could not stop: ${String(failure)}`);
    process.exit(watch && failure === undefined ? 0 : 1); // before it was ready it had not done what was asked
  };
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => void stop());
  return {
    stay({ pid, port }) {
      watch = setInterval(() => {
        if (stopping || isAlive(pid)) return;
        tell(endedOn({ port }));
        process.exit(1);
      }, 2_000);
    },
    async giveUp() {
      await stopLocalCloud().catch(() => false); // the reason to give up is the one to tell
    },
  };
}
